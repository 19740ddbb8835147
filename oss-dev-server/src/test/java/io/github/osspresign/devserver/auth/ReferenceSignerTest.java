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

/** The reference signer reproduces signatures of several independent implementations. */
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
        V4 v4 = new V4("ak", "sk", "20231217T025437Z", "20231217/cn-hangzhou/oss/aliyun_v4_request");
        String canonicalRequest =
                v4.canonicalRequest("PUT", "bucket", ODD_KEY, ODD_PARAMETERS, "599", null, UPLOAD_HEADERS, List.of());

        assertThat(canonicalRequest)
                .startsWith("PUT\n/bucket/1234%2B-/123/1.txt\n"
                        + "%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2"
                        + "&x-oss-credential=ak%2F20231217%2F");
        assertThat(v4.stringToSign(canonicalRequest))
                .endsWith("48814c11f278d51662015bf2f896b66ca10b6de0187ed8d952e341bbce0aa336");
        assertThat(HexFormat.of().formatHex(ReferenceSigner.signingKeyV4("sk", v4.scope())))
                .isEqualTo("0e11d77e422d3484e84ee6b628fdf2a85f3788e1a597f23116b477efb407e94e");
        assertThat(v4.signature(canonicalRequest))
                .isEqualTo("a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe");
    }

    @Test
    void v4UploadUrlWithSecurityToken() {
        V4 v4 = new V4("ak", "sk", "20231217T035628Z", "20231217/cn-hangzhou/oss/aliyun_v4_request");
        assertThat(v4.signature(v4.canonicalRequest(
                        "PUT", "bucket", ODD_KEY, ODD_PARAMETERS, "599", "token", UPLOAD_HEADERS, List.of())))
                .isEqualTo("3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5");
    }

    @Test
    void v4UploadUrlWithAdditionalHeaders() {
        V4 v4 = new V4("ak", "sk", "20231217T033009Z", "20231217/cn-hangzhou/oss/aliyun_v4_request");
        assertThat(v4.signature(v4.canonicalRequest(
                        "PUT", "bucket", ODD_KEY, ODD_PARAMETERS, "599", null, UPLOAD_HEADERS, List.of("ZAbc", "abc"))))
                .isEqualTo("6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7");
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
    void v4PlainDownloadUrlDependsOnTheMethod() {
        V4 v4 = new V4("ak", "sk", "20241203T034420Z", "20241203/cn-hangzhou/oss/aliyun_v4_request");
        assertThat(v4.signature(v4.canonicalRequest(
                        "GET", "examplebucket", "exampleobject", List.of(), "3600", null, Map.of(), List.of())))
                .isEqualTo("f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8");
        assertThat(v4.signature(v4.canonicalRequest(
                        "HEAD", "examplebucket", "exampleobject", List.of(), "3600", null, Map.of(), List.of())))
                .isEqualTo("387510b45bc1e0def25350b02dfc0e24d79f302fa85b404f5ff3fee4b1e2de1e");
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

    @Test
    void v4UrlBoundToItsHost() {
        V4 v4 = new V4("ak", "sk", "20241203T034420Z", "20241203/cn-hangzhou/oss/aliyun_v4_request");
        String canonicalRequest = v4.canonicalRequest(
                "GET",
                "examplebucket",
                "exampleobject",
                List.of(),
                "86400",
                null,
                Map.of("host", "examplebucket.oss-cn-hangzhou.aliyuncs.com"),
                List.of("host"));
        assertThat(v4.stringToSign(canonicalRequest))
                .endsWith("179ebd2517ce7bd7960beddcaf8ba4eb3b0ff1ff5e296e149c312327b718ae0c");
        assertThat(v4.signature(canonicalRequest))
                .isEqualTo("28d1e8df8e0935c66a21c671ec787d72a00c88285c8bfea166f2fc1dfe866b10");
    }

    @Test
    void v4UrlWithOddKeyAndDownloadName() {
        V4 v4 = new V4(
                "LTAIexampleid", "examplesecret", "20241203T034420Z", "20241203/cn-hangzhou/oss/aliyun_v4_request");
        assertThat(v4.signature(v4.canonicalRequest(
                        "GET",
                        "examplebucket",
                        "dir/a b+c~中.txt",
                        List.of(Map.entry("response-content-disposition", "attachment; filename=\"a b.txt\"")),
                        "3600",
                        null,
                        Map.of(),
                        List.of())))
                .isEqualTo("1d4614327c1266b826b58e081cd4ae4c3fe0c9f6b1981055c65079499edc18e2");
    }

    @Test
    void v4UrlWithSubResourcesAndOddToken() {
        V4 v4 = new V4("ak", "sk", "20241203T034420Z", "20241203/cn-hangzhou/oss/aliyun_v4_request");
        assertThat(v4.signature(v4.canonicalRequest(
                        "GET",
                        "examplebucket",
                        "a/b.jpg",
                        List.of(
                                Map.entry("x-oss-process", "image/resize,w_100"),
                                Map.entry("x-oss-traffic-limit", "819200"),
                                Map.entry("versionId", "null"),
                                Map.entry("symlink", "")),
                        "3600",
                        "tok+en/==",
                        Map.of(),
                        List.of())))
                .isEqualTo("3f2c8baf5a5fbb32eb6d29d62e15b317d50475c2e85dcae7c78f42c46ba228f6");
    }

    @Test
    void v1Url() {
        Map.Entry<String, String> version = Map.entry("versionId", "versionId");
        assertThat(urlSignatureV1("bucket", "key", List.of(version), Map.of(), "1699807420"))
                .isEqualTo("dcLTea+Yh9ApirQ8o8dOPqtvJXQ=");
        assertThat(urlSignatureV1(
                        "bucket",
                        "key+123",
                        List.of(version, Map.entry("security-token", "token")),
                        Map.of(),
                        "1699808204"))
                .isEqualTo("jzKYRrM5y6Br0dRFPaTGOsbrDhY=");
        assertThat(urlSignatureV1(
                        "bucket",
                        "key+123",
                        List.of(version, Map.entry("security-token", "attachment; /file/name==example.txt++")),
                        Map.of(),
                        "1699808204"))
                .isEqualTo("su58IVk06Q73DHwcMsXft/RTZ98=");
        assertThat(urlSignatureV1(
                        "examplebucket",
                        "a/b.jpg",
                        List.of(
                                Map.entry("x-oss-traffic-limit", "819200"),
                                Map.entry("x-oss-process", "image/resize,w_100")),
                        Map.of(),
                        "1733201060"))
                .isEqualTo("X01Shf5pjX3NVgJDU4qU/pwSs6U=");
    }

    @Test
    void v1UrlLeavesUnknownParametersUnsigned() {
        List<Map.Entry<String, String>> query = new ArrayList<>(ODD_PARAMETERS);
        query.add(Map.entry("versionId", "versionId"));
        query.add(Map.entry("response-content-disposition", "attachment; filename=example.txt"));
        query.add(Map.entry("security-token", "token"));
        assertThat(urlSignatureV1("bucket", "key", query, UPLOAD_HEADERS, "1699808204"))
                .isEqualTo("VmWfLWfxbR3MSFvUx5+nyQhCa3g=");
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

    private static String urlSignatureV1(
            String bucket,
            String key,
            List<Map.Entry<String, String>> query,
            Map<String, String> headers,
            String expires) {
        return ReferenceSigner.signatureV1(
                "sk", ReferenceSigner.stringToSignV1("GET", bucket, key, query, headers, expires));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> copy = new TreeMap<>(headers);
        copy.put(name, value);
        return copy;
    }

    private record V4(String accessKeyId, String secret, String date, String scope) {

        String canonicalRequest(
                String method,
                String bucket,
                String key,
                List<Map.Entry<String, String>> parameters,
                String expires,
                @Nullable String token,
                Map<String, String> headers,
                List<String> additional) {
            List<Map.Entry<String, String>> query = new ArrayList<>(parameters);
            query.add(Map.entry("x-oss-signature-version", "OSS4-HMAC-SHA256"));
            query.add(Map.entry("x-oss-date", date));
            query.add(Map.entry("x-oss-expires", expires));
            query.add(Map.entry("x-oss-credential", accessKeyId + "/" + scope));
            if (token != null) {
                query.add(Map.entry("x-oss-security-token", token));
            }
            if (!additional.isEmpty()) {
                query.add(Map.entry("x-oss-additional-headers", ReferenceSigner.additionalHeadersV4(additional)));
            }
            return ReferenceSigner.canonicalRequestV4(method, bucket, key, query, headers, additional);
        }

        String stringToSign(String canonicalRequest) {
            return ReferenceSigner.stringToSignV4(date, scope, canonicalRequest);
        }

        String signature(String canonicalRequest) {
            return ReferenceSigner.signatureV4(secret, scope, stringToSign(canonicalRequest));
        }
    }
}
