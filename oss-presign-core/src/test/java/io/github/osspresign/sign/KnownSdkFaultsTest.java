// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.sign.SigningInput.Address;
import io.github.osspresign.sign.Vectors.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Our signer is correct at each point where an SDK is known to be wrong. The correct values come from vectors and
 * worked examples that other implementations agree on, or are literals here. Some tests also show the fault of the SDK.
 */
class KnownSdkFaultsTest {

    private static final SdkV1 SDK_V1 = new SdkV1();
    private static final SdkV2 SDK_V2 = new SdkV2();

    private static final Address HANGZHOU = new Address("https://oss-cn-hangzhou.aliyuncs.com", false, false);
    private static final Instant NOON = Instant.parse("2024-12-03T03:44:20Z");

    @AfterAll
    static void closeSdks() {
        SDK_V1.close();
        SDK_V2.close();
    }

    @Test
    void lifetimeOfOneHourIs3600SecondsForAnyFractionOfSignTime() {
        Vector vector = vector("base-v4-get-cn-hangzhou-3600");
        Instant justBeforeTheNextSecond = vector.signedAt().plusNanos(999_999_999);
        PresignedUrl url = OssSigner.of(SignatureVersion.V4)
                .presign(vector.request(), vector.credentials(), justBeforeTheNextSecond);

        assertThat(url.url()).contains("&x-oss-expires=3600&").contains(vector.text("expectedSignature"));
        assertThat(url.expiresAt()).isEqualTo(vector.signedAt().plusSeconds(3600));

        SigningInput input = get(SignatureVersion.V4, Map.of(), Map.of(), List.of());
        assertThat(SDK_V2.presign(input, NOON.plusMillis(1)).number("x-oss-expires"))
                .isEqualTo(3599);
    }

    @Test
    void v4SortsParametersByEncodedName() {
        SigningInput input = workedExample(List.of(), Instant.ofEpochSecond(1702781677));

        assertThat(sign(input)).isEqualTo("a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe");
        assertThat(trace(input).canonicalRequest())
                .contains("\n%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2&x-oss-");
    }

    @Test
    void emptyParameterValueIsSignedAsNameOnly() {
        SigningInput v4 = get(SignatureVersion.V4, Map.of("acl", ""), Map.of(), List.of());
        SigningInput v1 = get(SignatureVersion.V1, Map.of("acl", ""), Map.of(), List.of());

        assertThat(trace(v4).canonicalRequest()).startsWith("GET\n/examplebucket/exampleobject\nacl&x-oss-credential=");
        assertThat(trace(v1).stringToSign()).isEqualTo("GET\n\n\n1733201060\n/examplebucket/exampleobject?acl");
        assertThat(sign(v1)).isNotEqualTo(SDK_V1.presign(v1).parameters().get("Signature"));
    }

    @Test
    void v1SignsParametersThatBeginWithXOss() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("x-oss-traffic-limit", "819200");
        query.put("x-oss-process", "image/resize,w_100");
        SigningInput input = get(SignatureVersion.V1, "a/b.jpg", query, Map.of(), List.of());

        assertThat(sign(input)).isEqualTo("X01Shf5pjX3NVgJDU4qU/pwSs6U=");
        assertThat(SDK_V1.presign(input).parameters()).containsEntry("Signature", sign(input));
        assertThat(SDK_V2.presign(input).parameters().get("Signature")).isNotEqualTo(sign(input));

        SigningInput others = get(
                SignatureVersion.V1,
                Map.of("x-oss-request-payer", "requester", "x-oss-ac-source-ip", "192.0.2.1"),
                Map.of(),
                List.of());
        assertThat(trace(others).stringToSign())
                .endsWith("/exampleobject?x-oss-ac-source-ip=192.0.2.1&x-oss-request-payer=requester");
    }

    @Test
    void v1DoesNotSignUnknownParameters() {
        SigningInput input = get(SignatureVersion.V1, Map.of("from", "mail", "versionid", "v"), Map.of(), List.of());

        assertThat(trace(input).stringToSign()).isEqualTo("GET\n\n\n1733201060\n/examplebucket/exampleobject");
        assertThat(input.presign(NOON, input.lifetime()).url()).contains("?Expires=", "&from=mail&", "versionid=v");
        for (String id : List.of("query-v1-unknown-param", "query-v1-unknown-upper", "query-v1-name-cjk")) {
            Vector vector = vector(id);
            assertThat(OssSigner.of(SignatureVersion.V1)
                            .trace(vector.request(), vector.credentials(), vector.signedAt())
                            .signature())
                    .isEqualTo(vector.text("expectedSignature"));
        }
    }

    @Test
    void v4SignsWhitespaceAroundParameterValues() {
        SigningInput input = get(SignatureVersion.V4, Map.of("response-content-language", " zh "), Map.of(), List.of());

        assertThat(trace(input).canonicalRequest()).contains("\nresponse-content-language=%20zh%20&x-oss-");
        assertThat(SDK_V2.presign(input, NOON).parameters()).containsEntry("x-oss-signature", sign(input));

        SignedUrl wrong = SDK_V1.presign(input);
        assertThat(SignedUrl.parse(input.presign(wrong.date(), Duration.ofSeconds(wrong.number("x-oss-expires")))
                                .url())
                        .parameters()
                        .get("x-oss-signature"))
                .isNotEqualTo(wrong.parameters().get("x-oss-signature"));
    }

    @Test
    void headerValuesAreTrimmedAndEmptyValuesSigned() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Oss-Meta-Author", " \tfoo   bar  ");
        headers.put("Cache-Control", "");
        SigningInput v4 = get(SignatureVersion.V4, Map.of(), headers, List.of("cache-control"));
        SigningInput v1 = get(SignatureVersion.V1, Map.of(), headers, List.of());

        assertThat(trace(v4).canonicalRequest())
                .endsWith("\ncache-control:\nx-oss-meta-author:foo   bar\n\ncache-control\nUNSIGNED-PAYLOAD");
        assertThat(v4.presign(NOON, v4.lifetime()).requiredHeaders())
                .containsExactly(Map.entry("X-Oss-Meta-Author", "foo   bar"), Map.entry("Cache-Control", ""));
        assertThat(trace(v1).stringToSign())
                .isEqualTo("GET\n\n\n1733201060\nx-oss-meta-author:foo   bar\n/examplebucket/exampleobject");
        assertThat(SDK_V2.presign(v4, NOON).parameters().get("x-oss-signature")).isNotEqualTo(sign(v4));
        assertThat(SDK_V2.presign(v1).parameters().get("Signature")).isNotEqualTo(sign(v1));
    }

    @Test
    void additionalHeadersAreSignedOnceEach() {
        SigningInput input =
                workedExample(List.of("ZAbc", "abc", "zabc", "ABC", "x-oss-head1"), Instant.ofEpochSecond(1702783809));

        assertThat(sign(input)).isEqualTo("6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7");
        assertThat(input.presign(input.signedAt(), input.lifetime()).url())
                .contains("x-oss-additional-headers=abc%3Bzabc&");
    }

    private static Vector vector(String id) {
        return Vectors.read("presign-vectors.jsonl").stream()
                .filter(vector -> vector.toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the request of the unit tests of the signers in the SDKs for Java and Go. */
    private static SigningInput workedExample(List<String> additionalHeaders, Instant signedAt) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("param1", "value1");
        query.put("+param1", "value3");
        query.put("|param1", "value4");
        query.put("+param2", "");
        query.put("|param2", "");
        query.put("param2", "");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-oss-head1", "value");
        headers.put("abc", "value");
        headers.put("ZAbc", "value");
        headers.put("XYZ", "value");
        headers.put("content-type", "application/octet-stream");
        return new SigningInput(
                SignatureVersion.V4,
                HttpMethod.PUT,
                HANGZHOU,
                "cn-hangzhou",
                "bucket",
                "1234+-/123/1.txt",
                query,
                headers,
                additionalHeaders,
                OssCredentials.of("ak", "sk"),
                signedAt,
                Duration.ofSeconds(599));
    }

    private static SigningInput get(
            SignatureVersion version,
            Map<String, String> query,
            Map<String, String> headers,
            List<String> additionalHeaders) {
        return get(version, "exampleobject", query, headers, additionalHeaders);
    }

    private static SigningInput get(
            SignatureVersion version,
            String key,
            Map<String, String> query,
            Map<String, String> headers,
            List<String> additionalHeaders) {
        return new SigningInput(
                version,
                HttpMethod.GET,
                HANGZHOU,
                "cn-hangzhou",
                "examplebucket",
                key,
                query,
                headers,
                additionalHeaders,
                OssCredentials.of("ak", "sk"),
                NOON,
                Duration.ofHours(1));
    }

    private static String sign(SigningInput input) {
        return trace(input).signature();
    }

    private static SignatureTrace trace(SigningInput input) {
        return OssSigner.of(input.version())
                .trace(input.request(input.lifetime()), input.credentials(), input.signedAt());
    }
}
