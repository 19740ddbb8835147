// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.BUCKET;
import static io.github.osspresign.explain.SampleLinks.KEY;
import static io.github.osspresign.explain.SampleLinks.KEYS;
import static io.github.osspresign.explain.SampleLinks.ask;
import static io.github.osspresign.explain.SampleLinks.askWithSecret;
import static io.github.osspresign.explain.SampleLinks.codes;
import static io.github.osspresign.explain.SampleLinks.signed;
import static io.github.osspresign.explain.SampleLinks.v1With;
import static io.github.osspresign.explain.SampleLinks.v4;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service refuses or accepts according to recorded exchanges, the explainer does too. */
class RefusedLinksTest {

    private static final String HOST = BUCKET + ".oss-cn-hangzhou.aliyuncs.com";

    @Test
    void correctLinkWithAnAuthorizationHeaderIsNotVerified() {
        LinkQuestion question = askWithSecret(v4()).withHeaders(Map.of("authorization", "Basic Ym9iOnB3"));

        assertThat(codes(question)).contains(FindingCode.AUTHORIZATION_HEADER);
        assertThat(LinkExplainer.explain(question).isVerified()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://oss-accelerate.aliyuncs.com, accelerate",
        "https://oss-accelerate.aliyuncs.com, beijing",
        "https://oss-accelerate.aliyuncs.com, cn-beijing-internal",
        "https://files.example.com, beijing",
        "https://files.example.com, cn-beijing-internal"
    })
    void correctLinkForARegionThatDoesNotExistIsNotVerified(String endpoint, String region) {
        String url = signed(SignatureVersion.V4, HttpMethod.GET, endpoint, KEY, KEYS, any -> any.region(region));
        LinkQuestion question = askWithSecret(url).withBucket(BUCKET);

        assertThat(codes(question)).contains(FindingCode.REGION_UNKNOWN);
        assertThat(LinkExplainer.explain(question).isVerified()).isFalse();
    }

    @Test
    void comparesTheGivenRegionWithTheHostOfAV1Link() {
        assertThat(codes(askWithSecret(v1With(KEYS)).withRegion("cn-beijing"))).contains(FindingCode.REGION_DIFFERS);
        assertThat(codes(askWithSecret(v1With(KEYS)).withRegion("cn-hangzhou")))
                .doesNotContain(FindingCode.REGION_DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWSAccessKeyId=LTAI5tExampleKeyId00&Expires=1772370000&Signature=uli3QWCWUSRbpRPJb45lmq%2BkzJA%3D",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=LTAI5tExampleKeyId00%2F20260301%2Foss-cn-hangzhou%2Fs3"
                        + "%2Faws4_request&X-Amz-Date=20260301T115900Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2ab2a"
            })
    void linkOfAnS3ClientHasNoErrorOnAHostOfOss(String query) {
        Explanation explanation = LinkExplainer.explain(ask("https://" + HOST + "/" + KEY + "?" + query));

        assertThat(explanation.findings()).extracting(Finding::code).contains(FindingCode.S3_SIGNATURE);
        assertThat(explanation.isHealthy()).isTrue();
        assertThat(explanation.facts().signing().style()).isEqualTo(SignatureStyle.S3);
        assertThat(explanation.facts().signing().expiresAt()).isNotNull();
    }

    @Test
    void linkOfAnS3ClientWithTheBucketInThePathIsRefused() {
        assertThat(codes(ask("https://oss-cn-hangzhou.aliyuncs.com/" + BUCKET + "/k?AWSAccessKeyId=LTAI5tExampleKeyId00"
                        + "&Expires=1772370000&Signature=uli3QWCWUSRbpRPJb45lmq%2BkzJA%3D")))
                .contains(FindingCode.PATH_STYLE);
    }

    @Test
    void givenContentTypeWorksOnlyIfItWasSigned() {
        String url = v4(HttpMethod.PUT, KEY);
        LinkQuestion question = ask(url).withMethod(HttpMethod.PUT)
                .withHeaders(Map.of("Content-Type", "multipart/form-data; boundary=x"));

        assertThat(LinkExplainer.explain(question).findings())
                .filteredOn(finding -> finding.code() == FindingCode.CONTENT_TYPE_SENT)
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("only if the link was signed with exactly this value", "not a multipart form");
        assertThat(codes(question.withAccessKeySecret(KEYS.accessKeySecret())))
                .contains(FindingCode.SIGNED_WITHOUT_HEADERS)
                .doesNotContain(FindingCode.CONTENT_TYPE_SENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "image/jpg", "image/gif", "image/webp"})
    void findsTheContentTypeThatWasSigned(String type) {
        String url = signed(
                SignatureVersion.V1,
                HttpMethod.PUT,
                SampleLinks.PUBLIC,
                KEY,
                KEYS,
                any -> any.header("Content-Type", type));

        assertThat(codes(askWithSecret(url).withMethod(HttpMethod.PUT))).contains(FindingCode.SIGNED_WITH_CONTENT_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"utm_source=mail", "x-oss-process=image%2Fresize%2Cw_100", "response-content-type=text%2Fplain"})
    void namesTheParameterThatWasAddedAfterSigning(String parameter) {
        assertThat(LinkExplainer.explain(askWithSecret(v4() + "&" + parameter)).findings())
                .filteredOn(finding -> finding.code() == FindingCode.SIGNED_WITHOUT_PARAMETER)
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("without the parameter " + parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void readsALinkWhoseAmpersandsAreEscapedForJson() {
        assertThat(LinkExplainer.explain(askWithSecret(v4().replace("&", "\\u0026")))
                        .signature()
                        .verdict())
                .isEqualTo(SignatureVerification.Verdict.MATCHES);
    }

    @Test
    void showsTheUploadIdInTheExpectedStringToSign() {
        String url = v4(
                any -> any.query("uploadId", "0004B999EF5A239BB9138C6227D69F95").query("partNumber", "1"));

        assertThat(LinkExplainer.explain(ask(url).withAccessKeySecret("another secret"))
                        .signature()
                        .canonicalRequest())
                .contains("uploadId=0004B999EF5A239BB9138C6227D69F95");
    }
}
