// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.sign.HttpMethod;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The links are examples of the S3 API documentation, and links that the AWS SDK for Java 2.57 made for a host of OSS. */
class S3SignatureTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String V4 = "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    private static final String V2 = "https://johnsmith.s3.amazonaws.com/photos/puppy.jpg?AWSAccessKeyId="
            + "AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620";

    private static LinkQuestion ask(String url) {
        Instant now =
                url.contains("Amz") ? Instant.parse("2013-05-24T01:00:00Z") : Instant.ofEpochSecond(1_175_139_000);
        return LinkQuestion.of(url, now)
                .withAccessKeySecret(SECRET)
                .withBucket(url.contains("johnsmith") ? "johnsmith" : "examplebucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {V4, V2})
    void linkOfTheDocumentationIsVerified(String url) {
        Explanation explanation = LinkExplainer.explain(ask(url));

        assertThat(explanation.signature().verdict()).isEqualTo(Verdict.MATCHES);
        assertThat(explanation.isVerified()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/%E5%8F%91%E7%A5%A8/a%20b%2Bc.pdf"
                        + "?response-content-disposition=attachment%3B%20filename%3D%22a%20b.pdf%22&versionId=v1"
                        + "&X-Amz-Security-Token=CAISexample%2Btoken%2Fwith%3D%3D&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Date=20261203T081403Z&X-Amz-SignedHeaders=host&X-Amz-Credential=STS.NExampleKeyId0000"
                        + "%2F20261203%2Foss-cn-hangzhou%2Fs3%2Faws4_request&X-Amz-Expires=3600&X-Amz-Signature="
                        + "e5d5cf34694c46a361693bc1a614b266383825c506d445ebb473dc2f4b9d514a",
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Date=20261203T081403Z&X-Amz-SignedHeaders=content-type%3Bhost"
                        + "&X-Amz-Credential=LTAI5tExampleKeyId00%2F20261203%2Foss-cn-hangzhou%2Fs3%2Faws4_request"
                        + "&X-Amz-Expires=3600&X-Amz-Signature="
                        + "6e527133e1266c7e2ef23b8c8904d4461533a27f1976630489166ef5aa50c67f"
            })
    void linkOfTheSdkForAHostOfOssIsVerified(String url) {
        boolean upload = url.contains("content-type");
        LinkQuestion question = LinkQuestion.of(url, Instant.parse("2026-12-03T08:20:00Z"))
                .withAccessKeySecret("ExampleSecretExampleSecret0000")
                .withMethod(upload ? HttpMethod.PUT : HttpMethod.GET)
                .withHeaders(upload ? Map.of("Content-Type", "text/plain") : Map.of());

        assertThat(LinkExplainer.explain(question).isVerified()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {V4, V2})
    void linkForAnotherMethodNamesTheSignedOne(String url) {
        assertThat(SampleLinks.codes(ask(url).withMethod(HttpMethod.PUT)))
                .contains(FindingCode.SIGNED_FOR_OTHER_METHOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {V4, V2})
    void changedLinkOrOtherSecretIsNotVerified(String url) {
        for (LinkQuestion question :
                new LinkQuestion[] {ask(url.replaceFirst("\\.(txt|jpg)", ".pdf")), ask(url).withAccessKeySecret("other")
                }) {
            assertThat(SampleLinks.codes(question)).contains(FindingCode.SIGNATURE_MISMATCH);
            assertThat(LinkExplainer.explain(question).isVerified()).isFalse();
        }
    }

    @Test
    void expectedTextsDoNotShowTheToken() {
        String url = V4.replace("&X-Amz-Signature", "&X-Amz-Security-Token=secret%2Ftoken&X-Amz-Signature");
        SignatureVerification check = LinkExplainer.explain(ask(url)).signature();

        assertThat(check.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(check.canonicalRequest())
                .startsWith("GET\n/test.txt\nX-Amz-Algorithm=")
                .contains("X-Amz-Security-Token=xxxxxx")
                .endsWith("\nhost:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD");
    }

    @Test
    void linkWithoutAParameterIsNotChecked() {
        assertThat(LinkExplainer.explain(ask(V4.replaceFirst("&X-Amz-Date=[^&]*", "")))
                        .signature()
                        .verdict())
                .isEqualTo(Verdict.NOT_CHECKED);
    }
}
