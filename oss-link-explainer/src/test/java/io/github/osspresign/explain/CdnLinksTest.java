// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.oss.SignatureFingerprint;
import io.github.osspresign.sign.CdnSigner;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kind, the end and the object of a link of a CDN are recognised, and what is wrong with it. */
class CdnLinksTest {

    private static final String KEY = "aliyuncdnexp1234";
    private static final String HOST = "https://cdn.example.com";
    private static final String A =
            HOST + "/video/standard/1K.html?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f";
    private static final String C = HOST + "/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.flv";

    private static LinkQuestion ask(String url, String now, String key) {
        return LinkQuestion.of(url, Instant.parse(now)).withAccessKeySecret(key);
    }

    private static SigningFacts facts(String url) {
        return LinkExplainer.explain(ask(url, "2015-08-15T00:10:00Z", null))
                .facts()
                .signing();
    }

    @ParameterizedTest
    @CsvSource({
        "CDN_A, /video/standard/1K.html?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f, 2015-10-10T00:30:00Z, video/standard/1K.html",
        "CDN_A, /video/standard/1K.html?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f&from=mail, 2015-10-10T00:30:00Z, video/standard/1K.html",
        "CDN_B, /201508150800/9044548ef1527deadafa49a890a377f0/4/44/44c0909bcfc20a01afaf256ca99a8b8b.mp3, 2015-08-15T00:30:00Z, 4/44/44c0909bcfc20a01afaf256ca99a8b8b.mp3",
        "CDN_C, /a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.flv, 2015-08-15T00:30:00Z, test.flv",
        "CDN_C, /a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.flv?from=mail, 2015-08-15T00:30:00Z, test.flv",
        "CDN_C, /test.flv?KEY1=a37fa50a5fb8f71214b1e7c95ec7a1bd&KEY2=55CE8100, 2015-08-15T00:30:00Z, test.flv",
        "CDN_F, /test.flv?sign=aae536018b61343f2ce91fe2926a34a6&time=1439596800, 2015-08-15T00:30:00Z, test.flv",
        "CDN_F, /test.flv?a&sign=aae536018b61343f2ce91fe2926a34a6&time=1439596800&from=mail, 2015-08-15T00:30:00Z, test.flv",
    })
    void eachKindIsRecognisedAndVerified(SignatureStyle style, String target, Instant end, String key) {
        String before = end.minusSeconds(1).toString();
        Explanation explanation = LinkExplainer.explain(ask(HOST + target, before, KEY));

        assertThat(explanation.facts().signing().style()).isEqualTo(style);
        assertThat(explanation.facts().signing().expiresAt()).isEqualTo(end);
        assertThat(explanation.facts().address().key()).isEqualTo(key);
        assertThat(explanation.isVerified()).as("%s", explanation.findings()).isTrue();
        assertThat(explanation.findings()).extracting(Finding::code).contains(FindingCode.CDN_VALIDITY);
        assertThat(explanation.toString().replace(key, ""))
                .doesNotContainPattern("[0-9a-f]{32}")
                .doesNotContain(KEY);

        assertThat(codes(ask(HOST + target, end.plusSeconds(1).toString(), null)))
                .contains(FindingCode.EXPIRED, FindingCode.SIGNATURE_NOT_CHECKED);
        assertThat(codes(ask(HOST + target, before, "AnotherKey0987654321"))).contains(FindingCode.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test%2Eflv, CDN_HASHED_OTHER_PATH",
        "/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100//test.flv, CDN_HASHED_OTHER_PATH",
        "/A37FA50A5FB8F71214B1E7C95EC7A1BD/55CE8100/test.flv, SIGNATURE_MALFORMED",
        "/201513150800/9044548ef1527deadafa49a890a377f0/k, EXPIRES_MALFORMED",
        "/k?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a, SIGNATURE_MALFORMED",
        "/a37fa50a5fb8f71214b1e7c95ec7a1bd/test.flv, UNSIGNED",
    })
    void whatIsWrongIsFound(String target, FindingCode code) {
        assertThat(codes(ask(HOST + target, "2015-08-15T00:10:00Z", KEY))).contains(code);
    }

    @Test
    void timeWithALeadingZeroProvesNoLinkOfTheObject() {
        String hash = CdnSigner.hash(CdnKind.F, "/segments/10", "1439596800", "", KEY);
        LinkQuestion question =
                ask(HOST + "/segments/1?sign=" + hash + "&time=01439596800", "2015-08-15T00:10:00Z", KEY);

        assertThat(LinkExplainer.explain(question).isVerified()).isFalse();
        assertThat(codes(question)).contains(FindingCode.EXPIRES_MALFORMED);
    }

    @Test
    void asksForTheKeyOfTheDomainAlsoForALinkThatWasCut() {
        String cut = A.substring(0, A.length() - 4);

        assertThat(LinkExplainer.explain(ask(cut, "2015-10-10T00:30:00Z", null)).findings())
                .filteredOn(finding -> finding.code() == FindingCode.SIGNATURE_NOT_CHECKED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Provide the key of the CDN domain"));
    }

    @Test
    void theFingerprintIsThatOfTheHash() {
        assertThat(facts(A).fingerprint()).isEqualTo(SignatureFingerprint.of("80cd3862d699b7118eed99103f2a3a4f"));
        assertThat(facts(C).fingerprint()).isEqualTo(SignatureFingerprint.of("a37fa50a5fb8f71214b1e7c95ec7a1bd"));
    }

    @Test
    void hostOfOssIsNoCdn() {
        String onOss = C.replace("cdn.example.com", "demo.oss-cn-hangzhou.aliyuncs.com");
        assertThat(facts(onOss).style()).isEqualTo(SignatureStyle.NONE);
        assertThat(SignatureFingerprint.ofUrl(onOss)).isNull();
        assertThat(facts(A.replace("auth_key", "Signature")).style()).isEqualTo(SignatureStyle.V1);
    }
}
