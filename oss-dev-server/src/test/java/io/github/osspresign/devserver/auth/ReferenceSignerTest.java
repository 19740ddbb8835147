// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The reference signer reproduces published signatures; {@link PresignVectorsTest} has those of several clients for URLs. */
class ReferenceSignerTest {

    private static final Map<String, String> PLAIN_HEADERS =
            Map.of("x-oss-head1", "value", "abc", "value", "ZAbc", "value", "XYZ", "value");
    private static final Map<String, String> UPLOAD_HEADERS =
            with(PLAIN_HEADERS, "content-type", "application/octet-stream");
    private static final List<Map.Entry<String, String>> ODD_PARAMETERS = List.of(
            Map.entry("param1", "value1"),
            Map.entry("+param1", "value3"),
            Map.entry("|param1", "value4"),
            Map.entry("+param2", ""),
            Map.entry("|param2", ""),
            Map.entry("param2", ""));
    private static final String ODD_KEY = "1234+-/123/1.txt";

    @Test
    void v4CanonicalRequestKeysAndSignatureOfAnUploadUrl() {
        String date = "20231217T025437Z";
        String scope = "20231217/cn-hangzhou/oss/aliyun_v4_request";
        List<Map.Entry<String, String>> query = new ArrayList<>(ODD_PARAMETERS);
        query.add(Map.entry("x-oss-signature-version", "OSS4-HMAC-SHA256"));
        query.add(Map.entry("x-oss-date", date));
        query.add(Map.entry("x-oss-expires", "599"));
        query.add(Map.entry("x-oss-credential", "ak/" + scope));
        String canonicalRequest =
                ReferenceSigner.canonicalRequestV4("PUT", "bucket", ODD_KEY, query, UPLOAD_HEADERS, List.of());
        String stringToSign = ReferenceSigner.stringToSignV4(date, scope, canonicalRequest);

        assertThat(canonicalRequest)
                .startsWith("PUT\n/bucket/1234%2B-/123/1.txt\n"
                        + "%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2"
                        + "&x-oss-credential=ak%2F20231217%2F");
        assertThat(stringToSign).endsWith("48814c11f278d51662015bf2f896b66ca10b6de0187ed8d952e341bbce0aa336");
        assertThat(HexFormat.of().formatHex(ReferenceSigner.signingKeyV4("sk", scope)))
                .isEqualTo("0e11d77e422d3484e84ee6b628fdf2a85f3788e1a597f23116b477efb407e94e");
        assertThat(ReferenceSigner.signatureV4("sk", scope, stringToSign))
                .isEqualTo("a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe");
    }

    @Test
    void v4Header() {
        assertThat(headerSignature(1702743657, null, List.of(), "cn-hangzhou", "oss"))
                .isEqualTo("e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe");
        assertThat(headerSignature(1702784856, "token", List.of(), "cn-hangzhou", "oss"))
                .isEqualTo("b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea");
        assertThat(headerSignature(1702747512, null, List.of("ZAbc", "abc"), "cn-hangzhou", "oss"))
                .isEqualTo("4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f");
        assertThat(headerSignature(1702743657, null, List.of(), "cb-123", "oss-cloudbox"))
                .isEqualTo("94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43");
    }

    @Test
    void onlySpacesAndTabsAreTrimmedFromHeaderValues() {
        String ideographicSpace = "\u3000";
        Map<String, String> headers =
                Map.of("x-oss-meta-a", " \t" + ideographicSpace + "a b" + ideographicSpace + "\t ");

        assertThat(ReferenceSigner.canonicalHeadersV4(headers, List.of()))
                .isEqualTo("x-oss-meta-a:" + ideographicSpace + "a b" + ideographicSpace + "\n")
                .isEqualTo(ReferenceSigner.canonicalizedOssHeadersV1(headers));
    }

    @Test
    void spacesInsideHeaderValueTakeLinearTime() {
        String value = "a" + " ".repeat(1_000_000) + "b";
        String headers = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> ReferenceSigner.canonicalHeadersV4(Map.of("x-oss-a", value), List.of()));
        assertThat(headers).isEqualTo("x-oss-a:" + value + "\n");
    }

    /** Only the policy in base64 is signed. */
    @Test
    void formsOfBothVersions() {
        String policy = Base64.getEncoder()
                .encodeToString(
                        ("{\"expiration\":\"2024-12-03T05:00:00.000Z\",\"conditions\":[{\"bucket\":\"examplebucket\"},"
                                        + "{\"x-oss-signature-version\":\"OSS4-HMAC-SHA256\"},"
                                        + "{\"x-oss-credential\":\"ak/20241203/cn-hangzhou/oss/aliyun_v4_request\"},"
                                        + "{\"x-oss-date\":\"20241203T034420Z\"},[\"content-length-range\",1,1024]]}")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(ReferenceSigner.signatureV4("sk", "20241203/cn-hangzhou/oss/aliyun_v4_request", policy))
                .isEqualTo("5344a75a33fca674c9def3b8ddd12ff1d30869b9501ff9d642dcbc1c253271d3");
        assertThat(ReferenceSigner.signatureV1("sk", policy)).isEqualTo("fYp6MTWeO1KbLna5VhNm78be8yM=");
    }

    @Test
    void v1Header() {
        String date = "Wed, 28 Dec 2022 10:27:41 GMT";
        Map<String, String> headers = Map.of(
                "Content-MD5", "eB5eJF1ptWaXm4bijSPyxw==",
                "Content-Type", "text/html",
                "x-oss-meta-author", "alice",
                "x-oss-meta-magic", "abracadabra",
                "x-oss-date", date);
        assertThat(ReferenceSigner.signatureV1(
                        "sk",
                        ReferenceSigner.stringToSignV1("PUT", "examplebucket", "nelson", List.of(), headers, date)))
                .isEqualTo("kSHKmLxlyEAKtZPkJhG9bZb5k7M=");
    }

    private static String headerSignature(
            long epochSecond, @Nullable String token, List<String> additional, String region, String product) {
        String date = V4Date.format(Instant.ofEpochSecond(epochSecond));
        Map<String, String> headers = with(PLAIN_HEADERS, "content-type", "text/plain");
        headers.put("x-oss-date", date);
        headers.put("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
        if (token != null) {
            headers.put("x-oss-security-token", token);
        }
        String scope = date.substring(0, 8) + "/" + region + "/" + product + "/aliyun_v4_request";
        String canonicalRequest =
                ReferenceSigner.canonicalRequestV4("PUT", "bucket", ODD_KEY, ODD_PARAMETERS, headers, additional);
        return ReferenceSigner.signatureV4("sk", scope, ReferenceSigner.stringToSignV4(date, scope, canonicalRequest));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> copy = new TreeMap<>(headers);
        copy.put(name, value);
        return copy;
    }
}
