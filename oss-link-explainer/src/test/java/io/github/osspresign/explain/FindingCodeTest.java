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

    /** Signed by other programs, with the mistakes of their names. */
    private static final String UNLISTED_HOST = "https://" + HOST + "/" + KEY + "?x-oss-credential="
            + KEYS.accessKeyId() + "%2F20260301%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20260301T115900Z"
            + "&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-signature=509a208a69940d3188b9890d909a97aeda8035f5e3c13146e4cf02ec3e94b44f";

    private static final String UNSORTED = "https://" + HOST + "/" + KEY
            + "?versionId=v1&response-content-type=text%2Fplain" + "&Expires=1772369940&OSSAccessKeyId="
            + KEYS.accessKeyId() + "&Signature=H1J%2BM6QhJ4Z8QBf0L1Yh8ySL4Ao%3D";

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
        for (String url : new String[] {v4(), forged}) {
            assertThat(codes(ask(url)))
                    .containsExactly(FindingCode.SIGNATURE_NOT_CHECKED, FindingCode.DEFAULT_DOMAIN_CLOSED);
            assertThat(LinkExplainer.explain(ask(url)).isVerified()).isFalse();
        }
        assertThat(codes(ask(v4With(TEMPORARY))))
                .containsExactly(
                        FindingCode.SIGNATURE_NOT_CHECKED,
                        FindingCode.TOKEN_LIMITS_LIFETIME,
                        FindingCode.DEFAULT_DOMAIN_CLOSED);
        assertThat(LinkExplainer.explain(ask(v4With(TEMPORARY))).isVerified()).isFalse();
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
            case QUESTION_MARK_IN_KEY -> ask(v4(HttpMethod.GET, "a?b.pdf").replace("%3F", "?"));
            case MALFORMED_ENCODING -> ask(v4().replace("summary", "100%.pdf"));
            case DOUBLE_ENCODED -> ask(v4(HttpMethod.GET, "a b.pdf").replace("%20", "%2520"));
            case UNSIGNED -> ask("https://" + HOST + "/" + KEY);
            case S3_SIGNATURE ->
                ask("https://" + HOST + "/" + KEY + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0");
            case UNKNOWN_VERSION -> ask(withParameter(v4(), "x-oss-signature-version", "OSS5"));
            case V1_RETIRING -> ask(v1With(KEYS));
            case V2_LEGACY ->
                ask("https://" + HOST + "/" + KEY + "?x-oss-signature-version=OSS2&x-oss-access-key-id=ak"
                        + "&x-oss-expires=1900000000&x-oss-signature=iTINUIUUhsTUR0O8fs7RgOQDof1r0eq3uWeXuso3kFE%3D");
            case MISSING_PARAMETER -> ask(v4().replaceFirst("&x-oss-expires=[0-9]+", ""));
            case DUPLICATE_PARAMETER -> ask(v4() + "&x-oss-expires=3600");
            case CREDENTIAL_MALFORMED -> ask(v4().replace("aliyun_v4_request", "aws4_request"));
            case REGION_MISSING -> ask(v4().replace("%2Fcn-hangzhou%2F", "%2F%2F"));
            case REGION_UNKNOWN ->
                ask(v4At("https://oss-accelerate.aliyuncs.com").replace("%2Fcn-hangzhou%2F", "%2Faccelerate%2F"));
            case REGION_WITH_OSS_PREFIX -> ask(v4().replace("%2Fcn-hangzhou", "%2Foss-cn-hangzhou"));
            case REGION_DIFFERS -> ask(v4().replace("oss-cn-hangzhou.ali", "oss-cn-beijing.ali"));
            case SCOPE_DATE_DIFFERS -> ask(v4().replace("%2F20260301%2F", "%2F20260302%2F"));
            case DATE_MALFORMED -> ask(withParameter(v4(), "x-oss-date", "2026-03-01T11:59:00Z"));
            case EXPIRES_MALFORMED -> ask(withParameter(v4(), "x-oss-expires", "1h"));
            case EXPIRES_IN_MILLISECONDS -> ask(withParameter(v1With(KEYS), "Expires", "1772366340000"));
            case SIGNATURE_MALFORMED -> ask(v4().substring(0, v4().length() - 1));
            case SIGNATURE_WITH_BLANK -> ask(v1With(KEYS).replaceFirst("Signature=..", "Signature=+a"));
            case TOKEN_MISSING -> ask(v4With(TEMPORARY).replaceFirst("&x-oss-security-token=[^&]+", ""));
            case TOKEN_WITH_BLANK -> ask(v4With(TEMPORARY).replace("%2B", "+"));
            case TOKEN_UNDER_WRONG_NAME -> ask(v1With(TEMPORARY).replace("security-token", "x-oss-security-token"));
            case TOKEN_LIMITS_LIFETIME -> ask(v4With(TEMPORARY));
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
            case CONTENT_TYPE_SENT ->
                ask(v4(HttpMethod.PUT, KEY))
                        .withMethod(HttpMethod.PUT)
                        .withHeaders(Map.of("Content-Type", "image/png"));
            case AUTHORIZATION_HEADER -> ask(v4()).withHeaders(Map.of("Authorization", "Bearer aaaaaaaaaaaaaaaa"));
            case MASKED -> ask(v4().replaceFirst("signature=.{64}", "signature=xxxxxx"));
            case OTHER_METHOD_LIKELY -> ask(v4(any -> any.query("uploadId", "u").query("partNumber", "1")));
            case SIGNATURE_MISMATCH -> askWithSecret(v4().replace("summary", "Summary"));
            case SIGNATURE_NOT_CHECKED -> askWithSecret(v4At("https://files.example.com"));
            case SIGNED_FOR_OTHER_METHOD -> askWithSecret(v4(HttpMethod.PUT, KEY));
            case SIGNED_WITH_CONTENT_TYPE -> askWithSecret(v4(any -> any.header("Content-Type", "image/png")));
            case SIGNED_WITHOUT_HEADERS -> askWithSecret(v4()).withHeaders(Map.of("Content-Type", "image/png"));
            case SIGNED_WITHOUT_PARAMETER -> askWithSecret(v4() + "&utm_source=mail");
            case SIGNED_FOR_OTHER_BUCKET ->
                askWithSecret(v4().replace(BUCKET, "otherbucket")).withBucket(BUCKET);
            case HOST_NOT_LISTED -> askWithSecret(UNLISTED_HOST);
            case SUB_RESOURCES_UNSORTED -> askWithSecret(UNSORTED);
            case SECRET_WITH_BLANK -> ask(v4()).withAccessKeySecret(KEYS.accessKeySecret() + " ");
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
            case CONTENT_TYPE_LIKELY ->
                ask("> PUT /" + KEY + " HTTP/1.1\n" + error("SignatureDoesNotMatch", ""))
                        .withMethod(HttpMethod.PUT);
            case RESPONSE_DIFFERS ->
                ask(v1With(KEYS) + mismatch("GET\n\n\n" + v1Expires() + "\n/" + BUCKET + "/reports/Summary.pdf"));
            case REQUEST_AS_SIGNED ->
                ask(v1With(KEYS) + mismatch("GET\n\n\n" + v1Expires() + "\n/" + BUCKET + "/" + KEY));
            case RESPONSE_OF_OTHER_LINK -> ask(v1With(KEYS) + mismatch("GET\n\n\n1700000000\n/" + BUCKET + "/" + KEY));
            case CAUSE_NOT_SHOWN -> ask(error("SignatureDoesNotMatch", ""));
            case RESPONSE_NOT_KNOWN -> ask(error("AccessDenied", "Access is odd."));
            case METADATA_NOT_ASCII -> ask(mismatch("PUT\n\n\n1700000000\nx-oss-meta-name:\u4e2d\n/b/k"));
            case BUCKET_REPEATED -> ask(mismatch("GET\n\n\n1700000000\n/bucket/bucket/k"));
            case KEY_REFUSED -> ask(error("InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled."));
            case KEY_ID_MALFORMED ->
                ask("<Error><Code>InvalidAccessKeyId</Code><OSSAccessKeyId> LTAI</OSSAccessKeyId></Error>");
            case TOKEN_EXPIRED -> ask(error("SecurityTokenExpired", ""));
            case TOKEN_REFUSED -> ask(error("InvalidSecurityToken", ""));
            case SOURCE_ADDRESS_REFUSED -> ask("EC: 0002-00000602");
            case LISTED_HEADER_MISSING ->
                ask(error("InvalidArgument", "At least one of AdditionalHeaders is not in request headers."));
            case CLOCK_SKEWED -> ask(error("RequestTimeTooSkewed", ""));
            case DATE_HEADER_MISSING -> ask(error("AccessDenied", "OSS authentication requires a valid Date."));
            case OVERRIDE_UNSIGNED -> ask("https://" + HOST + "/" + KEY + "?response-content-type=text/plain");
            case PRIVATE_BUCKET ->
                ask(error("AccessDenied", "You have no right to access this object because of bucket acl."));
            case PERMISSION_MISSING -> ask(error("AccessDenied", "Access denied by authorizer's policy."));
            case REFERER_REFUSED -> ask(error("AccessDenied", "You are denied by bucket referer policy."));
            case STYLE_ONLY -> ask(error("AccessDenied", "The channel can be only accessed using style."));
            case ENDPOINT_DIFFERS ->
                ask(error("AccessDenied", "The bucket ... must be addressed using the specified endpoint."));
            case BUCKET_NOT_IN_HOST -> ask(error("AccessDenied", "You are forbidden to list buckets."));
            case DOMAIN_REFUSED -> ask(error("PublicEndpointForbidden", ""));
            case OBJECT_MISSING -> ask(error("NoSuchKey", ""));
            case OBJECT_STATE -> ask(error("InvalidObjectState", ""));
            case S3_CHUNKED ->
                ask(error("InvalidArgument", "aws-chunked encoding is not supported with the specified value."));
            case PART_REFUSED -> ask(error("InvalidPart", ""));
            case CALLBACK_FAILED -> ask(error("CallbackFailed", "Error status : 502."));
            case FORM_POLICY_MALFORMED -> ask("curl -F key=a -F policy= https://" + HOST + "/");
            case FORM_FIELD_DIFFERS ->
                ask("curl -F key=a -F policy=" + policy("[\"eq\", \"$key\", \"b\"]") + " https://" + HOST + "/");
            case FORM_REFUSED -> ask(error("AccessDenied", "Invalid according to Policy: Policy expired."));
            case PROCESS_REFUSED -> ask(error("BadRequest", "Input is not base64 decoding."));
            case REQUEST_REFUSED -> ask(error("MissingContentLength", ""));
            case CORS_BLOCKED ->
                ask("Access to fetch at '" + v4()
                        + "' from origin 'https://app.example.com' has been blocked by CORS policy");
        };
    }

    private static String policy(String condition) {
        return FormCheckTest.base64(
                "{\"expiration\": \"2026-03-02T00:00:00.000Z\", \"conditions\": [" + condition + "]}");
    }

    private static String error(String code, String message) {
        return "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    }

    private static String mismatch(String stringToSign) {
        return "\n<Error><Code>SignatureDoesNotMatch</Code><StringToSign>" + stringToSign + "</StringToSign></Error>";
    }

    private static String v1Expires() {
        return v1With(KEYS).replaceFirst(".*Expires=([0-9]+).*", "$1");
    }
}
