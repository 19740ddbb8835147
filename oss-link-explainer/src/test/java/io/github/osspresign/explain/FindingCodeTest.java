// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.BUCKET;
import static io.github.osspresign.explain.SampleLinks.KEY;
import static io.github.osspresign.explain.SampleLinks.KEYS;
import static io.github.osspresign.explain.SampleLinks.NOW;
import static io.github.osspresign.explain.SampleLinks.PUBLIC;
import static io.github.osspresign.explain.SampleLinks.TEMPORARY;
import static io.github.osspresign.explain.SampleLinks.ask;
import static io.github.osspresign.explain.SampleLinks.askWithSecret;
import static io.github.osspresign.explain.SampleLinks.codes;
import static io.github.osspresign.explain.SampleLinks.signed;
import static io.github.osspresign.explain.SampleLinks.v1With;
import static io.github.osspresign.explain.SampleLinks.v4;
import static io.github.osspresign.explain.SampleLinks.v4At;
import static io.github.osspresign.explain.SampleLinks.v4With;
import static io.github.osspresign.explain.SampleLinks.withParameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each code has a sample link. The switch over all codes does not compile if one is missing. */
class FindingCodeTest {

    private static final String CDN = "https://cdn.example.com/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.flv";
    private static final String HOST = BUCKET + ".oss-cn-hangzhou.aliyuncs.com";

    @ParameterizedTest
    @EnumSource
    void everyCodeIsReportedForItsSampleLink(FindingCode code) {
        Explanation explanation = LinkExplainer.explain(sample(code));

        assertThat(code.meaning())
                .as("a sentence that fits into a table")
                .endsWith(".")
                .doesNotContain("|", "\n");
        assertThat(explanation.findings())
                .filteredOn(finding -> finding.code() == code)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.sentence()).matches("[A-Zx'].*[.?]"));
        boolean error = explanation.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(explanation.isHealthy()).isEqualTo(!error);
        assertThat(error || code.severity() != Severity.ERROR).isTrue();
        assertThat(explanation.toString())
                .doesNotContain(KEYS.accessKeySecret(), "CAISexample")
                .doesNotContainPattern("[Ss]ignature=(?!xxxxxx|SignatureVerification|null)");
        assertThat(explanation.facts() + " " + explanation.findings())
                .doesNotContain(KEYS.accessKeyId(), TEMPORARY.accessKeyId());
    }

    @Test
    void healthyLinkHasNoFindingsOutsideMainlandChina() {
        assertThat(codes(ask(v4().replace("cn-hangzhou", "cn-hongkong"))))
                .containsExactly(FindingCode.SIGNATURE_NOT_CHECKED);
        assertThat(codes(askWithSecret(v4()))).containsExactly(FindingCode.DEFAULT_DOMAIN_CLOSED);
        assertThat(codes(askWithSecret(v1With(KEYS))))
                .containsOnly(FindingCode.V1_RETIRING, FindingCode.DEFAULT_DOMAIN_CLOSED);
    }

    @Test
    void linkIsNotVerifiedWithoutTheSecret() {
        String forged = v4().replaceFirst("signature=.{64}", "signature=" + "0".repeat(64));
        for (String url : new String[] {v4(), forged, v4With(TEMPORARY)}) {
            assertThat(codes(ask(url)))
                    .containsExactly(FindingCode.SIGNATURE_NOT_CHECKED, FindingCode.DEFAULT_DOMAIN_CLOSED);
            assertThat(LinkExplainer.explain(ask(url)).isVerified()).isFalse();
        }
        assertThat(LinkExplainer.explain(askWithSecret(v4())).isVerified()).isTrue();
        assertThat(LinkExplainer.explain(askWithSecret(forged)).isVerified()).isFalse();
    }

    private static LinkQuestion sample(FindingCode code) {
        return switch (code) {
            case NOT_A_URL -> ask(HOST + "/" + KEY);
            case WRAPPED_IN_TEXT -> ask("Here it is: <" + v4() + ">.");
            case LINE_BREAK -> ask(v4().replace("&x-oss-date", "\r\n  &x-oss-date"));
            case HTML_ESCAPED -> ask(v4().replace("&", "&amp;"));
            case REWRITTEN ->
                ask("https://nam02.safelinks.protection.outlook.com/?url=" + PercentCoding.PARAMETER.encode(v4())
                        + "&data=05%7C02&reserved=0");
            case USER_INFO -> ask(v4().replace("https://", "https://bob:pw@"));
            case FRAGMENT -> ask(v4() + "#page=2");
            case PLUS_IN_PATH -> ask(v4(HttpMethod.GET, "a+b.pdf").replace("%2B", "+"));
            case PLUS_IN_QUERY ->
                ask(v4(any -> any.query("response-content-type", "a b")).replace("%20", "+"));
            case UNENCODED_BLANK -> ask(v4(HttpMethod.GET, "a b.pdf").replace("%20", " "));
            case UNENCODED_CHARACTER -> ask(v4().replace("summary", "sum\u200bmary"));
            case MALFORMED_ENCODING -> ask(v4().replace("summary", "100%.pdf"));
            case DOUBLE_ENCODED -> ask(v4(HttpMethod.GET, "a b.pdf").replace("%20", "%2520"));
            case UNSIGNED -> ask("https://" + HOST + "/" + KEY);
            case S3_SIGNATURE ->
                ask("https://" + HOST + "/" + KEY + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0");
            case S3_ENDPOINT -> ask("https://" + BUCKET + ".s3.oss-cn-hangzhou.aliyuncs.com/k?X-Amz-Signature=0");
            case UNKNOWN_VERSION -> ask(withParameter(v4(), "x-oss-signature-version", "OSS5"));
            case V1_RETIRING -> ask(v1With(KEYS));
            case V2_LEGACY ->
                ask("https://" + HOST + "/" + KEY + "?x-oss-signature-version=OSS2&x-oss-access-key-id=ak"
                        + "&x-oss-expires=1900000000&x-oss-signature=iTINUIUUhsTUR0O8fs7RgOQDof1r0eq3uWeXuso3kFE%3D");
            case MISSING_PARAMETER -> ask(v4().replaceFirst("&x-oss-expires=[0-9]+", ""));
            case DUPLICATE_PARAMETER -> ask(v4() + "&x-oss-expires=3600");
            case CREDENTIAL_MALFORMED -> ask(v4().replace("aliyun_v4_request", "aws4_request"));
            case REGION_MISSING -> ask(v4().replace("%2Fcn-hangzhou%2F", "%2F%2F"));
            case REGION_WITH_OSS_PREFIX -> ask(v4().replace("%2Fcn-hangzhou", "%2Foss-cn-hangzhou"));
            case REGION_DIFFERS -> ask(v4().replace("oss-cn-hangzhou.ali", "oss-cn-beijing.ali"));
            case SCOPE_DATE_DIFFERS -> ask(v4().replace("%2F20260301%2F", "%2F20260302%2F"));
            case DATE_MALFORMED -> ask(withParameter(v4(), "x-oss-date", "2026-03-01T11:59:00Z"));
            case EXPIRES_MALFORMED -> ask(withParameter(v4(), "x-oss-expires", "1h"));
            case SIGNATURE_MALFORMED -> ask(v4().substring(0, v4().length() - 1));
            case SIGNATURE_WITH_BLANK -> ask(v1With(KEYS).replaceFirst("Signature=..", "Signature=+a"));
            case TOKEN_MISSING -> ask(v4With(TEMPORARY).replaceFirst("&x-oss-security-token=[^&]+", ""));
            case TOKEN_WITH_BLANK -> ask(v4With(TEMPORARY).replace("%2B", "+"));
            case TOKEN_UNDER_WRONG_NAME -> ask(v1With(TEMPORARY).replace("security-token", "x-oss-security-token"));
            case ADDITIONAL_HEADERS_MALFORMED -> ask(v4() + "&x-oss-additional-headers=Host");
            case TRAFFIC_LIMIT_OUT_OF_RANGE -> ask(v4(any -> any.query("x-oss-traffic-limit", "100")));
            case EXPIRED -> LinkQuestion.of(v4(), NOW.plus(Duration.ofDays(3)));
            case BORN_EXPIRED -> ask(withParameter(v4(), "x-oss-expires", "0"));
            case NOT_YET_VALID -> LinkQuestion.of(v4(), NOW.minus(Duration.ofMinutes(17)));
            case LIFETIME_TOO_LONG -> ask(withParameter(v4(), "x-oss-expires", "604801"));
            case STS_LIFETIME_TOO_LONG -> ask(withParameter(v4With(TEMPORARY), "x-oss-expires", "43201"));
            case PLAIN_HTTP -> ask(v4().replace("https:", "http:"));
            case DUAL_STACK_UNKNOWN ->
                ask(v4().replace("oss-cn-hangzhou.ali", "ap-southeast-8.oss.ali")
                        .replace("cn-hangzhou", "ap-southeast-8"));
            case INTERNAL_ENDPOINT -> ask(v4At("https://oss-cn-hangzhou-internal.aliyuncs.com"));
            case DEFAULT_DOMAIN_CLOSED -> ask(v4());
            case ACCELERATE_ENDPOINT -> ask(v4At("https://oss-accelerate.aliyuncs.com"));
            case HOST_NOT_CHECKED -> ask(v4At("https://files.example.com"));
            case PATH_STYLE -> ask(v4().replace(HOST + "/", "oss-cn-hangzhou.aliyuncs.com/" + BUCKET + "/"));
            case BUCKET_MALFORMED -> ask(v4().replace(BUCKET, "Bucket..x"));
            case BUCKET_DIFFERS -> ask(v4()).withBucket("otherbucket");
            case NO_KEY -> ask("https://" + HOST + "/");
            case LEADING_SLASH -> ask(v4().replace("/reports", "//reports"));
            case KEY_TOO_LONG -> ask(v4().replace("summary", "s".repeat(1023)));
            case DOT_SEGMENT -> ask(v4(HttpMethod.GET, "a/../b.pdf"));
            case APP_PACKAGE -> ask(v4(HttpMethod.GET, "app.apk"));
            case FORCED_DOWNLOAD -> ask(v4(HttpMethod.GET, "Page.HTML"));
            case HEADERS_TO_SEND ->
                ask(v4(any -> any.header("Content-Length", "1").additionalHeaders(Set.of("content-length"))));
            case HOST_BOUND -> ask(v4(any -> any.header("Host", HOST).additionalHeaders(Set.of("host"))));
            case HEAD_REQUEST -> ask(v4(HttpMethod.HEAD, KEY)).withMethod(HttpMethod.HEAD);
            case UPLOAD_REQUEST -> ask(v4(HttpMethod.PUT, KEY)).withMethod(HttpMethod.PUT);
            case OTHER_METHOD_LIKELY -> ask(v4(any -> any.query("uploadId", "u").query("partNumber", "1")));
            case SIGNATURE_MISMATCH -> askWithSecret(v4().replace("summary", "Summary"));
            case SIGNATURE_NOT_CHECKED -> askWithSecret(v4At("https://files.example.com"));
            case SIGNED_FOR_OTHER_METHOD -> askWithSecret(v4(HttpMethod.PUT, KEY));
            case SIGNED_WITH_CONTENT_TYPE -> askWithSecret(v4(any -> any.header("Content-Type", "image/png")));
            case SIGNED_WITHOUT_HEADERS -> askWithSecret(v4()).withHeaders(Map.of("Content-Type", "image/png"));
            case SIGNED_FOR_OTHER_KEY ->
                askWithSecret(v4(HttpMethod.GET, "a b.pdf").replace("%20", "%2520"));
            case SIGNED_FOR_OTHER_HOST ->
                askWithSecret(v4(any -> any.header("Host", HOST).additionalHeaders(Set.of("host")))
                                .replace(HOST, "files.example.com"))
                        .withBucket(BUCKET);
            case SIGNED_WITHOUT_BUCKET ->
                askWithSecret(signed(SignatureVersion.V4, HttpMethod.GET, PUBLIC, "reports/2026.pdf", KEYS, any -> any)
                                .replace(HOST + "/", "files.example.com/" + BUCKET + "/"))
                        .withBucket("otherbucket");
            case CDN_HASHED_OTHER_PATH ->
                ask(CDN.replace("test.flv", "test%2Eflv")).withAccessKeySecret("aliyuncdnexp1234");
            case CDN_VALIDITY -> ask(CDN);
        };
    }
}
