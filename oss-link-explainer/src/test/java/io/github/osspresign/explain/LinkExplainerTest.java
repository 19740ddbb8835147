// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.BUCKET;
import static io.github.osspresign.explain.SampleLinks.KEY;
import static io.github.osspresign.explain.SampleLinks.KEYS;
import static io.github.osspresign.explain.SampleLinks.SIGNED_AT;
import static io.github.osspresign.explain.SampleLinks.TEMPORARY;
import static io.github.osspresign.explain.SampleLinks.ask;
import static io.github.osspresign.explain.SampleLinks.askWithSecret;
import static io.github.osspresign.explain.SampleLinks.codes;
import static io.github.osspresign.explain.SampleLinks.v1With;
import static io.github.osspresign.explain.SampleLinks.v4;
import static io.github.osspresign.explain.SampleLinks.v4At;
import static io.github.osspresign.explain.SampleLinks.v4With;
import static io.github.osspresign.explain.SampleLinks.withParameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkExplainerTest {

    @Test
    void readsAllPropertiesOfAV4Link() {
        String host = BUCKET + ".oss-cn-hangzhou.aliyuncs.com";
        LinkFacts facts = LinkExplainer.explain(ask(v4(any -> any.query("versionId", "v1")
                        .query("response-content-type", "text/plain")
                        .query("from", "mail")
                        .header("Host", host)
                        .additionalHeaders(Set.of("host")))))
                .facts();

        assertThat(facts.signing().style()).isEqualTo(SignatureStyle.V4);
        assertThat(facts.address().scheme()).isEqualTo("https");
        assertThat(facts.address().host()).isEqualTo(host);
        assertThat(facts.address().hostKind()).isEqualTo(OssHostKind.PUBLIC);
        assertThat(facts.address().region()).isEqualTo("cn-hangzhou");
        assertThat(facts.address().bucket()).isEqualTo(BUCKET);
        assertThat(facts.address().key()).isEqualTo(KEY);
        assertThat(facts.signing().accessKeyId()).isEqualTo("LTAI…Id00");
        assertThat(facts.signing().temporaryCredentials()).isFalse();
        assertThat(facts.signing().signedAt()).isEqualTo(SIGNED_AT);
        assertThat(facts.signing().expiresAt()).isEqualTo(SIGNED_AT.plus(Duration.ofHours(1)));
        assertThat(facts.signing().additionalHeaders()).containsExactly("host");
        assertThat(facts.otherParameters())
                .containsOnly(entry("versionId", "v1"), entry("response-content-type", "text/plain"));
        assertThat(facts.maskedUrl())
                .startsWith("https://" + host + "/" + KEY + "?")
                .contains("x-oss-signature=xxxxxx");
    }

    @Test
    void readsExpirationOfAV1LinkAndRegionOfItsHost() {
        LinkFacts facts = LinkExplainer.explain(ask(v1With(TEMPORARY))).facts();

        assertThat(facts.signing().style()).isEqualTo(SignatureStyle.V1);
        assertThat(facts.address().region()).isEqualTo("cn-hangzhou");
        assertThat(facts.signing().accessKeyId()).isEqualTo("STS.…0000");
        assertThat(facts.signing().temporaryCredentials()).isTrue();
        assertThat(facts.signing().signedAt()).isNull();
        assertThat(facts.signing().expiresAt()).isEqualTo(SIGNED_AT.plus(Duration.ofHours(1)));
    }

    @Test
    void findsALinkInTheTextAroundIt() {
        for (String text : new String[] {
            "<" + v4() + ">",
            "\"" + v4() + "\"",
            "(" + v4() + ").",
            "See " + v4() + ", please.",
            "Link:\n" + v4() + "\n\nBest regards",
            "<a href=\"" + v4() + "\">the file</a>",
            "“" + v4() + "”"
        }) {
            Explanation explanation = LinkExplainer.explain(askWithSecret(text));

            assertThat(explanation.findings())
                    .as(text)
                    .extracting(Finding::code)
                    .containsExactly(FindingCode.WRAPPED_IN_TEXT, FindingCode.DEFAULT_DOMAIN_CLOSED);
            assertThat(explanation.signature().verdict()).isEqualTo(Verdict.MATCHES);
        }
    }

    @Test
    void joinsLinesAndUnescapesHtmlBeforeCheckingTheSignature() {
        for (String text : new String[] {
            v4().replace("&", "\n&"),
            v4().replace("&", "&amp;"),
            v4().replace("&", "&amp;amp;"),
            v4().replace("&", "&amp;#38;"),
            v4().substring(0, 90) + "\r\n\t" + v4().substring(90),
            v4().substring(0, 90) + "!\r\n " + v4().substring(90)
        }) {
            assertThat(LinkExplainer.explain(askWithSecret(text)).signature().verdict())
                    .isEqualTo(Verdict.MATCHES);
        }
    }

    @Test
    void ignoresSpacesAroundALink() {
        assertThat(LinkExplainer.explain(askWithSecret("  " + v4() + "\n")).findings())
                .isEqualTo(LinkExplainer.explain(askWithSecret(v4())).findings());
    }

    @Test
    void namesEachMissingParameter() {
        for (String name : new String[] {
            "x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature"
        }) {
            assertThat(sentence(ask(withoutParameter(v4(), name)), FindingCode.MISSING_PARAMETER))
                    .startsWith("The parameter " + name + " is missing.");
        }
        for (String name : new String[] {"OSSAccessKeyId", "Expires", "Signature"}) {
            assertThat(sentence(ask(withoutParameter(v1With(KEYS), name)), FindingCode.MISSING_PARAMETER))
                    .startsWith("The parameter " + name + " is missing.");
        }
        assertThat(sentence(ask(v4().replace("x-oss-date", "X-Oss-Date")), FindingCode.MISSING_PARAMETER))
                .contains("There is 'X-Oss-Date', but names are case-sensitive.");
    }

    @Test
    void reportsExpirationToTheSecond() {
        LinkQuestion late =
                LinkQuestion.of(v4(), SIGNED_AT.plus(Duration.ofHours(1)).plusSeconds(3_700));

        assertThat(sentence(late, FindingCode.EXPIRED))
                .startsWith("The link expired at 2026-03-01T12:59:00Z, 1 hour 1 minute ago");
        assertThat(LinkExplainer.explain(LinkQuestion.of(v4(), SIGNED_AT.plusSeconds(3_600)))
                        .isHealthy())
                .isTrue();
        assertThat(LinkExplainer.explain(LinkQuestion.of(v4(), SIGNED_AT.minusSeconds(900)))
                        .isHealthy())
                .isTrue();
        assertThat(LinkExplainer.explain(LinkQuestion.of(v4(), SIGNED_AT.minusSeconds(901)))
                        .isHealthy())
                .isFalse();
    }

    @Test
    void recognisesALifetimeInPlaceOfAnExpirationAndViceVersa() {
        assertThat(sentence(ask(withParameter(v4(), "x-oss-expires", "1772366340")), FindingCode.LIFETIME_TOO_LONG))
                .contains("seconds since 1970");
        assertThat(sentence(ask(withParameter(v1With(KEYS), "Expires", "3600")), FindingCode.BORN_EXPIRED))
                .contains("It looks like a lifetime");
        assertThat(sentence(
                        ask(withParameter(v1With(KEYS), "Expires", "1772366340000")),
                        FindingCode.EXPIRES_IN_MILLISECONDS))
                .contains("milliseconds");
    }

    @Test
    void comparesTheGivenRegionWithTheSignedRegion() {
        assertThat(sentence(ask(v4()).withRegion("cn-beijing"), FindingCode.REGION_DIFFERS))
                .contains("'cn-hangzhou'", "'cn-beijing'");
    }

    @Test
    void reportsACredentialOfFourPartsAsMissingRegion() {
        assertThat(codes(ask(v4().replace("cn-hangzhou%2F", ""))))
                .containsOnly(
                        FindingCode.REGION_MISSING,
                        FindingCode.SIGNATURE_NOT_CHECKED,
                        FindingCode.DEFAULT_DOMAIN_CLOSED);
    }

    @Test
    void checksALinkWithACustomDomainIfTheBucketIsGiven() {
        String url = v4At("https://files.example.com");

        assertThat(sentence(askWithSecret(url), FindingCode.SIGNATURE_NOT_CHECKED))
                .contains("files.example.com does not show it");
        assertThat(LinkExplainer.explain(askWithSecret(url).withBucket(BUCKET))
                        .signature()
                        .verdict())
                .isEqualTo(Verdict.MATCHES);
    }

    @Test
    void tellsForWhichSimilarRequestTheSignatureIsCorrect() {
        assertThat(sentence(askWithSecret(v4(HttpMethod.PUT, KEY)), FindingCode.SIGNED_FOR_OTHER_METHOD))
                .startsWith("The signature is correct for PUT, not for GET");
        assertThat(sentence(
                        askWithSecret(v4(HttpMethod.GET, "a b").replace("%20", "+")), FindingCode.SIGNED_FOR_OTHER_KEY))
                .contains("object key 'a b', but the URL has 'a+b'");
        assertThat(sentence(
                        askWithSecret(v4(HttpMethod.GET, "a%20b").replace("%2520", "%20")),
                        FindingCode.SIGNED_FOR_OTHER_KEY))
                .contains("the key was encoded before signing");
        assertThat(sentence(askWithSecret(v4().replace("/reports", "//reports")), FindingCode.SIGNED_FOR_OTHER_KEY))
                .contains("an extra slash");
    }

    @Test
    void showsTheCanonicalRequestWithoutTheToken() {
        SignatureVerification check = LinkExplainer.explain(
                        ask(v4With(TEMPORARY)).withAccessKeySecret(TEMPORARY.accessKeySecret()))
                .signature();
        assertThat(check.verdict()).isEqualTo(Verdict.MATCHES);
        assertThat(check.canonicalRequest())
                .startsWith("GET\n/" + BUCKET + "/" + KEY + "\nx-oss-credential=STS.")
                .contains("x-oss-security-token=xxxxxx&");

        check = LinkExplainer.explain(ask(v1With(TEMPORARY)).withAccessKeySecret(TEMPORARY.accessKeySecret()))
                .signature();
        assertThat(check.verdict()).isEqualTo(Verdict.MATCHES);
        assertThat(check.stringToSign()).endsWith("/" + BUCKET + "/" + KEY + "?security-token=xxxxxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "https://", "http://?", "https:///", "https://#", "https://[", "%", "https://h?&=&"})
    void reportsAFindingForTextThatIsNoLink(String text) {
        assertThat(LinkExplainer.explain(askWithSecret(text)).findings()).isNotEmpty();
    }

    @Test
    void reportsTextThatIsTooLongAsNoUrl() {
        assertThat(codes(ask("https://h/" + "a".repeat(20_000)))).containsExactly(FindingCode.NOT_A_URL);
    }

    @Test
    void reportsAnUnencodedPlusInAV1SignatureAndNoOtherMismatch() {
        String url = "";
        for (int i = 0; !url.contains("Signature=") || url.indexOf("%2B", url.indexOf("Signature=")) < 0; i++) {
            url = SampleLinks.signed(
                    SignatureVersion.V1, HttpMethod.GET, SampleLinks.PUBLIC, "k" + i, KEYS, any -> any);
        }
        Explanation explanation = LinkExplainer.explain(askWithSecret(url.replace("%2B", "+")));

        assertThat(explanation.signature().verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(explanation.findings())
                .extracting(Finding::code)
                .contains(FindingCode.SIGNATURE_WITH_BLANK)
                .doesNotContain(FindingCode.SIGNATURE_MISMATCH);
    }

    private static String sentence(LinkQuestion question, FindingCode code) {
        return LinkExplainer.explain(question).findings().stream()
                .filter(finding -> finding.code() == code)
                .map(Finding::sentence)
                .findFirst()
                .orElse("no " + code + " among "
                        + LinkExplainer.explain(question).findings());
    }

    private static String withoutParameter(String url, String name) {
        return url.replaceFirst("(?<=[?&])" + name + "=[^&]*&?", "").replaceFirst("&$", "");
    }
}
