// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.BUCKET;
import static io.github.osspresign.explain.SampleLinks.KEY;
import static io.github.osspresign.explain.SampleLinks.KEYS;
import static io.github.osspresign.explain.SampleLinks.PUBLIC;
import static io.github.osspresign.explain.SampleLinks.TEMPORARY;
import static io.github.osspresign.explain.SampleLinks.ask;
import static io.github.osspresign.explain.SampleLinks.askWithSecret;
import static io.github.osspresign.explain.SampleLinks.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureVersion;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake of a signer or a user is named, instead of "the signature does not match". */
class SigningMistakesTest {

    private static String link(SignatureVersion version, HttpMethod method, String key) {
        return signed(version, method, PUBLIC, key, KEYS, any -> any);
    }

    /** Returns a link with the signature of a signer that changes the lines of the canonical request of version 4. */
    private static String signedWith(String url, UnaryOperator<String> mistake) {
        SignatureVerification correct =
                LinkExplainer.explain(askWithSecret(url)).signature();
        String[] lines = correct.stringToSign().split("\n", -1);
        lines[3] = Sha256.hex(mistake.apply(correct.canonicalRequest()));
        return url.replaceFirst(
                "(?<=x-oss-signature=).*",
                Hmac.sha256("aliyun_v4", KEYS.accessKeySecret(), lines[2], String.join("\n", lines)));
    }

    /** Returns a link with the signature of a signer that changes the string to sign of version 1. */
    private static String signedV1With(String url, UnaryOperator<String> mistake) {
        String correct = LinkExplainer.explain(askWithSecret(url)).signature().stringToSign();
        String signature = Hmac.sha1(KEYS.accessKeySecret(), mistake.apply(correct));
        return url.replaceFirst("(?<=&Signature=)[^&]*", PercentCoding.PARAMETER.encode(signature));
    }

    static Stream<Arguments> mistakesOfEachVersion() {
        return Stream.of(SignatureVersion.V4, SignatureVersion.V1).flatMap(version -> {
            String get = link(version, HttpMethod.GET, KEY);
            String other = get.replace(BUCKET, "otherbucket");
            return Stream.of(
                    row(
                            version,
                            "x-oss-process added",
                            get + "&x-oss-process=image%2Finfo",
                            FindingCode.SIGNED_WITHOUT_PARAMETER),
                    row(
                            version,
                            "response override added",
                            get + "&response-content-type=a%2Fb",
                            FindingCode.SIGNED_WITHOUT_PARAMETER),
                    row(version, "sub-resource added", get + "&acl", FindingCode.SIGNED_WITHOUT_PARAMETER),
                    arguments(
                            version + ": blank at the end of the secret",
                            ask(get).withAccessKeySecret(KEYS.accessKeySecret() + " "),
                            FindingCode.SECRET_WITH_BLANK),
                    arguments(
                            version + ": line break at the end of the secret",
                            ask(get).withAccessKeySecret(KEYS.accessKeySecret() + "\r\n"),
                            FindingCode.SECRET_WITH_BLANK),
                    arguments(
                            version + ": host of another bucket",
                            askWithSecret(other).withBucket(BUCKET),
                            FindingCode.BUCKET_DIFFERS),
                    row(
                            version,
                            "raw ? in the key",
                            link(version, HttpMethod.GET, "a?b.pdf").replace("%3F", "?"),
                            FindingCode.QUESTION_MARK_IN_KEY),
                    row(
                            version,
                            "raw % in the key",
                            link(version, HttpMethod.GET, "100%.pdf").replace("%25", "%"),
                            FindingCode.MALFORMED_ENCODING),
                    row(
                            version,
                            "raw % before digits in the key",
                            link(version, HttpMethod.GET, "a%41.pdf").replace("%25", "%"),
                            FindingCode.SIGNED_FOR_OTHER_KEY),
                    row(
                            version,
                            "raw + in the key",
                            link(version, HttpMethod.GET, "a b.pdf").replace("%20", "+"),
                            FindingCode.PLUS_IN_PATH),
                    arguments(
                            version + ": Content-Type sent that was not signed",
                            askWithSecret(link(version, HttpMethod.PUT, KEY))
                                    .withMethod(HttpMethod.PUT)
                                    .withHeaders(Map.of("Content-Type", "image/png")),
                            FindingCode.SIGNED_WITHOUT_HEADERS));
        });
    }

    static Stream<Arguments> mistakesOfOneVersion() {
        String v4 = link(SignatureVersion.V4, HttpMethod.GET, KEY);
        String v1 = link(SignatureVersion.V1, HttpMethod.GET, KEY);
        String unsortedV4 = unsorted(SignatureVersion.V4);
        String unsortedV1 = unsorted(SignatureVersion.V1);
        return Stream.of(
                row(
                        SignatureVersion.V4,
                        "utm_source added",
                        v4 + "&utm_source=mail",
                        FindingCode.SIGNED_WITHOUT_PARAMETER),
                row(
                        SignatureVersion.V4,
                        "host signed but not listed",
                        signedWith(v4, text -> text.replaceFirst("\n\n\n", "\nhost:" + host(v4) + "\n\n\n")),
                        FindingCode.HOST_NOT_LISTED),
                row(
                        SignatureVersion.V4,
                        "%2F for slashes of the key",
                        signedWith(v4, text -> text.replace(KEY, KEY.replace("/", "%2F"))),
                        FindingCode.SIGNED_FOR_OTHER_KEY),
                row(
                        SignatureVersion.V1,
                        "%2F for slashes of the key",
                        signedV1With(v1, text -> text.replace(KEY, KEY.replace("/", "%2F"))),
                        FindingCode.SIGNED_FOR_OTHER_KEY),
                row(
                        SignatureVersion.V4,
                        "parameters in the order of the URL",
                        signedWith(unsortedV4, text -> inOrderOf(unsortedV4, text)),
                        FindingCode.SUB_RESOURCES_UNSORTED),
                row(
                        SignatureVersion.V1,
                        "sub-resources unsorted",
                        signedV1With(unsortedV1, text -> text.replaceFirst("\\?(response.*)&(versionId.*)", "?$2&$1")),
                        FindingCode.SUB_RESOURCES_UNSORTED));
    }

    /** Returns a link whose first parameter is not the first by its name. */
    private static String unsorted(SignatureVersion version) {
        String url = signed(
                version,
                HttpMethod.GET,
                PUBLIC,
                KEY,
                KEYS,
                request -> request.query("response-content-type", "a/b").query("versionId", "v"));
        return url.replaceFirst("\\?(.*)&(versionId=v)", "?$2&$1");
    }

    private static String host(String url) {
        return url.replaceFirst("https://([^/]*).*", "$1");
    }

    private static String inOrderOf(String url, String canonicalRequest) {
        String query = url.replaceFirst(".*\\?", "").replaceFirst("&x-oss-signature=.*", "");
        String[] lines = canonicalRequest.split("\n", -1);
        lines[2] = query;
        return String.join("\n", lines);
    }

    private static Arguments row(SignatureVersion version, String name, String url, FindingCode code) {
        return arguments(version + ": " + name, askWithSecret(url), code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"mistakesOfEachVersion", "mistakesOfOneVersion"})
    void mistakeIsNamedFirst(String mistake, LinkQuestion question, FindingCode code) {
        Explanation explanation = LinkExplainer.explain(question);

        assertThat(explanation.isVerified()).isFalse();
        assertThat(explanation.findings())
                .extracting(Finding::code)
                .startsWith(code)
                .doesNotContain(FindingCode.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void linkWithEscapedAmpersandsIsReadAndVerified(SignatureVersion version) {
        LinkQuestion question = askWithSecret(link(version, HttpMethod.GET, KEY).replace("&", "\\u0026"));

        assertThat(LinkExplainer.explain(question).signature().verdict())
                .isEqualTo(SignatureVerification.Verdict.MATCHES);
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void linkWithATokenEndsWithTheToken(SignatureVersion version) {
        String url = signed(version, HttpMethod.GET, PUBLIC, KEY, TEMPORARY, any -> any);

        assertThat(SampleLinks.codes(ask(url))).contains(FindingCode.TOKEN_LIMITS_LIFETIME);
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void expectedTextHasTheUploadId(SignatureVersion version) {
        String url = signed(
                version,
                HttpMethod.PUT,
                PUBLIC,
                KEY,
                KEYS,
                request -> request.query("uploadId", "0004B999EF5A239BB9138C6227D69F95")
                        .query("partNumber", "1"));
        SignatureVerification expected = LinkExplainer.explain(
                        ask(url).withAccessKeySecret("other").withMethod(HttpMethod.PUT))
                .signature();

        assertThat(expected.stringToSign() + expected.canonicalRequest())
                .contains("uploadId=0004B999EF5A239BB9138C6227D69F95");
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void uploadWithAContentTypeIsWarnedWithoutTheSecret(SignatureVersion version) {
        LinkQuestion question = ask(link(version, HttpMethod.PUT, KEY)).withMethod(HttpMethod.PUT);

        assertThat(SampleLinks.codes(question)).contains(FindingCode.UPLOAD_REQUEST);
        assertThat(LinkExplainer.explain(question.withHeaders(Map.of("content-type", "image/png")))
                        .findings())
                .anyMatch(finding -> finding.code() == FindingCode.CONTENT_TYPE_SENT
                        && finding.sentence().contains("only if the link was signed with exactly this value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "image/gif",
                "image/jpeg",
                "image/jpg",
                "image/webp",
                "multipart/form-data",
                "text/plain;charset=UTF-8",
                "text/plain;charset=utf-8",
                "application/json;charset=UTF-8",
                "application/vnd.android.package-archive",
                "application/msword",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "audio/mpeg",
                "audio/mp3",
                "image/heic",
                "video/quicktime"
            })
    void signedContentTypeIsFound(String type) {
        for (SignatureVersion version : new SignatureVersion[] {SignatureVersion.V1, SignatureVersion.V4}) {
            String url = signed(version, HttpMethod.PUT, PUBLIC, KEY, KEYS, any -> any.header("Content-Type", type));

            assertThat(SampleLinks.codes(askWithSecret(url).withMethod(HttpMethod.PUT)))
                    .as(version + " " + type)
                    .startsWith(FindingCode.SIGNED_WITH_CONTENT_TYPE);
        }
    }
}
