package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.oss.ServiceEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request holds what can be signed, and refuses the rest with the value and what is allowed. */
class PresignRequestTest {

    private static final ServiceEndpoint HANGZHOU = ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com", false, false);
    private static final OssCredentials CREDENTIALS = OssCredentials.of("ak", "sk");
    private static final Instant NOON = Instant.parse("2024-12-03T03:44:20Z");

    @Test
    void regionComesFromTheEndpointUnlessGiven() {
        assertThat(request(builder -> builder).region()).isEqualTo("cn-hangzhou");
        assertThat(request(builder -> builder.region("us-west-1")).region()).isEqualTo("us-west-1");
    }

    @Test
    void lifetimeIsOneHourUnlessGiven() {
        assertThat(request(builder -> builder).lifetime()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "a-b_c", "0bucket9", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void bucketNamesOfTheServiceAreTaken(String bucket) {
        assertThat(PresignRequest.builder(HttpMethod.GET, HANGZHOU, bucket, "k")
                        .build()
                        .bucket())
                .isEqualTo(bucket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "Bucket",
                "-bucket",
                "bucket-",
                "_bucket",
                "bu.cket",
                "bu cket",
                "bucket\n",
                "bucket/../other",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
    void otherBucketNamesAreRefused(String bucket) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PresignRequest.builder(HttpMethod.GET, HANGZHOU, bucket, "k")
                        .build())
                .withMessage(
                        "bucket: expected 3 to 63 lower-case letters, digits, '-' or '_', starting and ending with a"
                                + " letter or digit, but was '" + bucket.replace("\n", "\\n") + "'");
    }

    @Test
    void longKeysAreShownShortened() {
        String key = "😀".repeat(1024);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PresignRequest.builder(HttpMethod.GET, HANGZHOU, "abc", key)
                        .build())
                .withMessage("object key: expected 1 to 1023 bytes of UTF-8 but was 4096 bytes: '" + "😀".repeat(90)
                        + "…' (2048 characters)");
    }

    @Test
    void lifetimeIsWholeSecondsAndAtLeastOne() {
        refuses(b -> b.lifetime(Duration.ZERO), "expiration: expected whole seconds, at least 1, but was 0 seconds");
        refuses(
                b -> b.lifetime(Duration.ofMillis(1500)),
                "expiration: expected whole seconds, at least 1, but was PT1.5S");
        refuses(
                b -> b.lifetime(Duration.ofNanos(-1)),
                "expiration: expected whole seconds, at least 1, but was PT-0.000000001S");
        refuses(
                b -> b.lifetime(Duration.ofSeconds(Long.MIN_VALUE)),
                "expiration: expected whole seconds, at least 1, but was -9223372036854775808 seconds");
    }

    @Test
    void endThatNoCalendarHoldsIsRefused() {
        PresignRequest request = request(builder -> builder.lifetime(Duration.ofSeconds(Long.MAX_VALUE)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(SignatureVersion.V1).presign(request, CREDENTIALS, NOON))
                .withMessage(
                        "expiration: expected an end that a calendar can hold but was 9223372036854775807 seconds");
    }

    @Test
    void parametersNeedANameAndTextThatUtf8Holds() {
        refuses(b -> b.query("", "v"), "query parameter: expected a name but was empty");
        refuses(b -> b.query("a\ud83d", "v"), "query parameter name 'a\\uD83D': expected text that UTF-8 can hold");
        refuses(b -> b.query("name", "\ude00"), "query parameter 'name': expected text that UTF-8 can hold");
    }

    @Test
    void parameterWithoutAValueIsAnEmptyOne() {
        assertThat(request(builder -> builder.query("acl", null)).query()).isEqualTo(Map.of("acl", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nSet-Cookie: a=b", "\n", "\r", "\0", "\u001b[31m", "\u007f", "\u0085"})
    void parametersThatBecomeHeadersHaveNoControlCharacters(String control) {
        for (String name : List.of(
                "response-cache-control",
                "response-content-disposition",
                "response-content-encoding",
                "response-content-language",
                "response-content-type",
                "response-expires")) {
            refuses(
                    b -> b.query(name, "text/plain" + control),
                    "query parameter '" + name + "': must be text without control characters, was 'text/plain\\");
        }
    }

    @Test
    void parameterThatMayHoldASecretIsRefusedWithoutItsValue() {
        refuses(
                b -> b.query("callback", "secret\nvalue"),
                "query parameter 'callback': must be text without control characters, was one with U+000A");
        refuses(
                b -> b.query("x:a\r\nb", "v"),
                "query parameter name 'x:a\\r\\nb': must be text without control characters, was one with U+000D");
    }

    @Test
    void parameterMayHoldEverythingElse() {
        String value = "attachment;\tfilename*=UTF-8''%C3%A9; é 字 😀 \u202e \u2028";

        assertThat(request(b -> b.query("response-content-disposition", value)).query())
                .containsValue(value);
    }

    @Test
    void headerNamesAreTokensAndUnique() {
        refuses(b -> b.header("", "v"), "header name: expected an HTTP token but was ''");
        refuses(b -> b.header("a b", "v"), "header name: expected an HTTP token but was 'a b'");
        refuses(b -> b.header("a:b", "v"), "header name: expected an HTTP token but was 'a:b'");
        refuses(b -> b.header("a\r\nb", "v"), "header name: expected an HTTP token but was 'a\\r\\nb'");
        refuses(
                b -> b.header("Range", "1").header("range", "2"),
                "header: expected one value but 'range' is given twice");
    }

    @Test
    void headerValuesHaveNoControlCharactersInside() {
        refuses(
                b -> b.header("a", "1\r\nHost: evil"),
                "header 'a': must be text without control characters, was one with U+000D");
        refuses(
                b -> b.header("a", "1\u00002"),
                "header 'a': must be text without control characters, was one with U+0000");
        refuses(
                b -> b.header("a", "1\u007f2"),
                "header 'a': must be text without control characters, was one with U+007F");
        refuses(b -> b.header("a", "\ud83d"), "header 'a': expected text that UTF-8 can hold");
        assertThat(request(b -> b.header("a", " 1\t2 ")).headers()).isEqualTo(Map.of("a", "1\t2"));
    }

    @Test
    void additionalHeadersAreNamesInLowerCaseEachOnce() {
        assertThat(request(b -> b.additionalHeaders(List.of("Host", "HOST", "Range")))
                        .additionalHeaders())
                .containsExactly("host", "range");
        refuses(
                b -> b.additionalHeaders(List.of("host;range")),
                "additional header: expected a header name but was 'host;range'");
    }

    @Test
    void additionalHeaderNeedsAValue() {
        PresignRequest request = request(b -> b.header("Range", "bytes=0-9").additionalHeaders(List.of("If-Match")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(SignatureVersion.V4).presign(request, CREDENTIALS, NOON))
                .withMessage("additional header: expected a value for 'if-match' among the headers but there is none"
                        + " (have [Range])");
    }

    @Test
    void v1BindsNoAdditionalHeaders() {
        PresignRequest request = request(b -> b.header("Range", "bytes=0-9").additionalHeaders(List.of("range")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(SignatureVersion.V1).presign(request, CREDENTIALS, NOON))
                .withMessageContaining("signature version V1, which cannot bind others, but was [range]");
    }

    @Test
    void headerMayNotContradictTheParameterOfItsName() {
        refuses(
                b -> b.query("x-oss-traffic-limit", "819200").header("X-Oss-Traffic-Limit", "900000"),
                "header 'X-Oss-Traffic-Limit': expected '819200' as in the query parameter of that name but was"
                        + " '900000'");
    }

    @Test
    void hostIsRequiredOnlyWhereTheUrlNamesAnother() {
        assertThat(requiredHeaders("abc.oss-cn-hangzhou.aliyuncs.com")).isEmpty();
        assertThat(requiredHeaders("cdn.example.com")).isEqualTo(Map.of("Host", "cdn.example.com"));
    }

    private static Map<String, String> requiredHeaders(String host) {
        PresignRequest request =
                request(b -> b.header("Host", host).header("Range", "bytes=0-9").additionalHeaders(List.of("host")));
        return OssSigner.of(SignatureVersion.V4)
                .presign(request, CREDENTIALS, NOON)
                .requiredHeaders();
    }

    @Test
    void requestIsACopyThatNobodyCanChange() {
        Map<String, String> query = new LinkedHashMap<>(Map.of("a", "1"));
        Map<String, String> headers = new LinkedHashMap<>(Map.of("b", "2"));
        PresignRequest request = new PresignRequest(
                HttpMethod.GET, HANGZHOU, null, "abc", "k", query, headers, Set.of("b"), Duration.ofHours(1));
        query.clear();
        headers.clear();

        assertThat(request.query()).isEqualTo(Map.of("a", "1"));
        assertThat(request.headers()).isEqualTo(Map.of("b", "2"));
        List<Runnable> changes = new ArrayList<>();
        changes.add(() -> request.query().clear());
        changes.add(() -> request.headers().clear());
        changes.add(() -> request.additionalHeaders().clear());
        assertThat(changes)
                .allSatisfy(change -> assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(change::run));
    }

    private static void refuses(UnaryOperator<PresignRequest.Builder> change, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> request(change)).withMessageStartingWith(message);
    }

    private static PresignRequest request(UnaryOperator<PresignRequest.Builder> change) {
        return change.apply(PresignRequest.builder(HttpMethod.GET, HANGZHOU, "abc", "k"))
                .build();
    }
}
