// SPDX-License-Identifier: Apache-2.0
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

/** A request accepts what can be signed, and rejects the rest with a message that names the value and the limit. */
class PresignRequestTest {

    private static final ServiceEndpoint HANGZHOU = ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com");
    private static final OssCredentials CREDENTIALS = OssCredentials.of("ak", "sk");
    private static final Instant NOON = Instant.parse("2024-12-03T03:44:20Z");

    @Test
    void regionIsTakenFromEndpointUnlessSet() {
        assertThat(request(builder -> builder).region()).isEqualTo("cn-hangzhou");
        assertThat(request(builder -> builder.region("us-west-1")).region()).isEqualTo("us-west-1");
    }

    @Test
    void lifetimeIsOneHourByDefault() {
        assertThat(request(builder -> builder).lifetime()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shortensLongKeyInMessage() {
        String key = "😀".repeat(1024);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PresignRequest.builder(HttpMethod.GET, HANGZHOU, "abc", key)
                        .build())
                .withMessage("object key: must be 1 to 1023 bytes of UTF-8, was 4096 bytes: '" + "😀".repeat(90)
                        + "…' (2048 characters)");
    }

    @Test
    void rejectsLifetimeOfFractionsOrBelowOneSecond() {
        rejects(b -> b.lifetime(Duration.ZERO), "expiration: must be whole seconds, at least 1, was 0 seconds");
        rejects(
                b -> b.lifetime(Duration.ofMillis(1500)),
                "expiration: must be whole seconds, at least 1, was 1 second 500 ms");
        rejects(
                b -> b.lifetime(Duration.ofNanos(-1)),
                "expiration: must be whole seconds, at least 1, was PT-0.000000001S");
        rejects(
                b -> b.lifetime(Duration.ofSeconds(Long.MIN_VALUE)),
                "expiration: must be whole seconds, at least 1, was -9223372036854775808 seconds");
    }

    @Test
    void rejectsExpiryThatCannotBeRepresented() {
        PresignRequest request = request(builder -> builder.lifetime(Duration.ofSeconds(Long.MAX_VALUE)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(SignatureVersion.V1).presign(request, CREDENTIALS, NOON))
                .withMessage("expiration: must end at a time that can be represented, was 9223372036854775807 seconds");
    }

    @Test
    void rejectsParametersWithoutNameOrWithUnpairedSurrogates() {
        rejects(b -> b.query("", "v"), "query parameter name: must not be empty");
        rejects(b -> b.query("a\ud83d", "v"), "query parameter name 'a\\uD83D': must be text that UTF-8 can encode");
        rejects(b -> b.query("name", "\ude00"), "query parameter 'name': must be text that UTF-8 can encode");
    }

    @Test
    void nullParameterValueBecomesEmptyValue() {
        assertThat(request(builder -> builder.query("acl", null)).query()).isEqualTo(Map.of("acl", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nSet-Cookie: a=b", "\n", "\r", "\0", "\u001b[31m", "\u007f", "\u0085"})
    void rejectsControlCharactersInResponseHeaderParameters(String control) {
        for (String name : List.of(
                "response-cache-control",
                "response-content-disposition",
                "response-content-encoding",
                "response-content-language",
                "response-content-type",
                "response-expires")) {
            rejects(
                    b -> b.query(name, "text/plain" + control),
                    "query parameter '" + name + "': must be text without control characters, was 'text/plain\\");
        }
    }

    @Test
    void rejectsParameterThatMayBeSecretWithoutShowingItsValue() {
        rejects(
                b -> b.query("callback", "secret\nvalue"),
                "query parameter 'callback': must be text without control characters, was text with U+000A");
        rejects(
                b -> b.query("x:a\r\nb", "v"),
                "query parameter name 'x:a\\r\\nb': must be text without control characters, was text with U+000D");
    }

    @Test
    void acceptsParameterWithTabAndNonAsciiCharacters() {
        String value = "attachment;\tfilename*=UTF-8''%C3%A9; é 字 😀 \u202e \u2028";

        assertThat(request(b -> b.query("response-content-disposition", value)).query())
                .containsValue(value);
    }

    @Test
    void rejectsHeaderNamesThatAreNotTokensOrSetTwice() {
        rejects(b -> b.header("", "v"), "header name: must be an HTTP token, was ''");
        rejects(b -> b.header("a b", "v"), "header name: must be an HTTP token, was 'a b'");
        rejects(b -> b.header("a:b", "v"), "header name: must be an HTTP token, was 'a:b'");
        rejects(b -> b.header("a\r\nb", "v"), "header name: must be an HTTP token, was 'a\\r\\nb'");
        rejects(b -> b.header("Range", "1").header("range", "2"), "header 'range': must be set once, was set twice");
    }

    @Test
    void rejectsControlCharactersInHeaderValues() {
        rejects(
                b -> b.header("a", "1\r\nHost: evil"),
                "header 'a': must be text without control characters, was text with U+000D");
        rejects(
                b -> b.header("a", "1\u00002"),
                "header 'a': must be text without control characters, was text with U+0000");
        rejects(
                b -> b.header("a", "1\u007f2"),
                "header 'a': must be text without control characters, was text with U+007F");
        rejects(b -> b.header("a", "\ud83d"), "header 'a': must be text that UTF-8 can encode");
        assertThat(request(b -> b.header("a", " 1\t2 ")).headers()).isEqualTo(Map.of("a", "1\t2"));
    }

    @Test
    void additionalHeadersAreLowerCaseAndWithoutDuplicates() {
        assertThat(request(b -> b.additionalHeaders(List.of("Host", "HOST", "Range")))
                        .additionalHeaders())
                .containsExactly("host", "range");
        rejects(
                b -> b.additionalHeaders(List.of("host;range")),
                "additional header: must be a header name, was 'host;range'");
    }

    @Test
    void rejectsAdditionalHeaderWithoutValue() {
        PresignRequest request = request(b -> b.header("Range", "bytes=0-9").additionalHeaders(List.of("If-Match")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(SignatureVersion.V4).presign(request, CREDENTIALS, NOON))
                .withMessage(
                        "additional header 'if-match': must have a value among the headers, which are" + " [Range]");
    }

    @Test
    void v1RejectsAdditionalHeaders() {
        PresignRequest request = request(b -> b.header("Range", "bytes=0-9").additionalHeaders(List.of("range")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(SignatureVersion.V1).presign(request, CREDENTIALS, NOON))
                .withMessageContaining("signature version V1, which cannot sign others, was [range]");
    }

    @Test
    void rejectsHeaderThatDiffersFromParameterOfSameName() {
        rejects(
                b -> b.query("x-oss-traffic-limit", "819200").header("X-Oss-Traffic-Limit", "900000"),
                "header 'X-Oss-Traffic-Limit': must be '819200' like the query parameter of the same name, was"
                        + " '900000'");
    }

    @Test
    void hostHeaderIsRequiredOnlyIfItDiffersFromUrl() {
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
    void requestIsImmutableCopy() {
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

    private static void rejects(UnaryOperator<PresignRequest.Builder> change, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> request(change)).withMessageStartingWith(message);
    }

    private static PresignRequest request(UnaryOperator<PresignRequest.Builder> change) {
        return change.apply(PresignRequest.builder(HttpMethod.GET, HANGZHOU, "abc", "k"))
                .build();
    }
}
