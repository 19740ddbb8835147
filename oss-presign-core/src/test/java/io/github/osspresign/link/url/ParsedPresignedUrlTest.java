// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.osspresign.sign.Vectors;
import io.github.osspresign.sign.Vectors.Vector;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Object and expiry of a presigned URL are parsed, and any other URL is rejected without showing a secret. */
class ParsedPresignedUrlTest {

    private static final String SIGNATURE = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
    private static final String QUERY_V4 = "x-oss-additional-headers=host%3Brange"
            + "&x-oss-credential=STS.ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20241203T034420Z"
            + "&x-oss-expires=3600&x-oss-security-token=SECRETTOKEN&x-oss-signature-version=OSS4-HMAC-SHA256"
            + "&x-oss-signature=" + SIGNATURE;
    private static final String V4 = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/exampleobject?" + QUERY_V4;
    private static final String QUERY_V1 = "Expires=1733201060&OSSAccessKeyId=ak&Signature=X01Shf5pjX3N%2FpwSs6U%3D";

    private static ParsedPresignedUrl parsed(String url) {
        return ParsedPresignedUrl.find(url).orElseThrow();
    }

    static List<Vector> vectors() {
        return Vectors.read("presign-vectors.jsonl");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void parsesEveryVector(Vector vector) {
        for (String spelling : List.of("normalizedUrl", "expectedUrl")) {
            ParsedPresignedUrl url = parsed(vector.text(spelling));

            assertThat(ParsedPresignedUrl.isPresigned(vector.text(spelling))).isTrue();
            assertThat(url.bucket()).isEqualTo(bucketInUrl(vector));
            assertThat(url.key()).isEqualTo(vector.text("key"));
            assertThat(url.expiresAt()).isEqualTo(vector.signedAt().plusSeconds(lifetimeSeconds(vector)));
            assertThat(url.toString())
                    .doesNotContain(vector.text("expectedSignature"))
                    .doesNotContain(vector.text("accessKeyId") + "%2F");
        }
    }

    /** Returns the bucket in the URL; custom domains do not contain one. */
    private static String bucketInUrl(Vector vector) {
        return vector.text("endpoint").contains("example.com") ? null : vector.text("bucket");
    }

    private static long lifetimeSeconds(Vector vector) {
        return ((Number) vector.fields().get("expiresSeconds")).longValue();
    }

    @Test
    void parsesObjectAndExpiryOfV4Url() {
        ParsedPresignedUrl url = parsed(V4 + "&versionId=CAE%2Bv1");

        assertThat(url)
                .isEqualTo(new ParsedPresignedUrl(
                        "examplebucket", "exampleobject", "CAE+v1", Instant.parse("2024-12-03T04:44:20Z")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://bucket-1.oss-cn-hangzhou.aliyuncs.com/a/b, bucket-1, a/b",
        "https://bucket-1.OSS-CN-Hangzhou.aliyuncs.com/a/b, bucket-1, a/b",
        "https://bucket_1.oss-us-west-1-internal.aliyuncs.com:443/a, bucket_1, a",
        "https://bucket.oss-accelerate.aliyuncs.com/a, bucket, a",
        "https://bucket.oss-accelerate-overseas.aliyuncs.com/a, bucket, a",
        "https://bucket.ap-southeast-1.oss.aliyuncs.com/a, bucket, a",
        "https://bucket.oss.aliyuncs.com/a, bucket, a",
        "https://oss-cn-hangzhou.aliyuncs.com/bucket/a/b, bucket, a/b",
        "http://127.0.0.1:9000/bucket/a/b, bucket, a/b",
        "http://[::1]:9000/bucket/a, bucket, a",
        "http://localhost:9000/bucket/, bucket,",
        "http://localhost:9000/bucket, bucket,",
        "http://localhost:9000/, ,",
        "http://bucket.localhost:9000/a, bucket, a",
        "https://files.example.com/bucket/a, , bucket/a",
        "https://oss-cn-hangzhou.aliyuncs.com.evil.example/a, , a",
        "https://bucket.oss-cn-hangzhou.aliyuncs.com//a//../b, bucket, /a//../b",
        "https://bucket.oss-cn-hangzhou.aliyuncs.com/a%2Fb%20c+d, bucket, a/b c+d",
        "http://localhost:9000/bucket/a%2Fb, bucket, a/b",
        "https://bucket.oss-cn-hangzhou.aliyuncs.com/%E6%8A%A5%E5%91%8A%F0%9F%98%80, bucket, 报告😀",
    })
    void readsBucketAndKeyFromHostAndPath(String start, String bucket, String key) {
        ParsedPresignedUrl url = parsed(start + "?" + QUERY_V1);

        assertThat(url.bucket()).isEqualTo(bucket);
        assertThat(url.key()).isEqualTo(key);
    }

    @Test
    void v1UsesFirstOfRepeatedParameters() {
        ParsedPresignedUrl url =
                parsed("https://b-1.oss-cn-beijing.aliyuncs.com/k?" + QUERY_V1 + "&Expires=1999999999&security-token=");

        assertThat(url.expiresAt()).isEqualTo(Instant.ofEpochSecond(1733201060));
    }

    @Test
    void v4RejectsRepeatedParameters() {
        assertThat(ParsedPresignedUrl.find(V4 + "&x%2Doss-expires=7")).isEmpty();
    }

    @Test
    void plusSignIsSpaceInQueryAndPlusInPath() {
        ParsedPresignedUrl url = parsed("https://b-1.oss-cn-beijing.aliyuncs.com/a+b?" + QUERY_V1 + "&versionId=a+b");

        assertThat(url.key()).isEqualTo("a+b");
        assertThat(url.versionId()).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-oss-signature", "x-oss-credential", "x-oss-date", "x-oss-expires"})
    void rejectsMissingV4Parameter(String name) {
        String without = V4.replaceFirst("&" + name + "=[^&]*", "");

        assertThat(without).isNotEqualTo(V4);
        assertThat(ParsedPresignedUrl.find(without)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expires", "OSSAccessKeyId", "Signature"})
    void readsNamesOfV1ParametersCaseSensitively(String name) {
        String lowerCase = QUERY_V1.replace(name, name.toLowerCase(Locale.ROOT));

        assertThat(ParsedPresignedUrl.find("https://b-1.oss-cn-beijing.aliyuncs.com/k?" + lowerCase))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "x-oss-date, 20241203T034420Z, 20240230T034420Z",
        "x-oss-date, 20241203T034420Z, %2B202410203T034420Z",
        "x-oss-date, 20241203T034420Z, yesterday",
        "x-oss-expires, 3600, -1",
        "x-oss-expires, 3600, 1h",
        "x-oss-expires, 3600, 99999999999999999999",
        "x-oss-credential, STS.ak%2F20241203%2F, 20241203%2F",
        "x-oss-credential, aliyun_v4_request, aws4_request",
        "x-oss-signature-version, OSS4-HMAC-SHA256, OSS2",
    })
    void rejectsMalformedParameter(String name, String good, String bad) {
        assertThat(V4).contains(name + "=", good);
        assertThat(ParsedPresignedUrl.find(V4.replace(good, bad))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a link",
                "ftp://examplebucket.oss-cn-hangzhou.aliyuncs.com/k",
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k",
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/%ZZ?" + QUERY_V1,
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/%FF?" + QUERY_V1,
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/%4?" + QUERY_V1,
                "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k?%FF=1&" + QUERY_V1,
                "https://user:SECRETTOKEN@examplebucket.oss-cn-hangzhou.aliyuncs.com/k?" + QUERY_V1,
                "https://s3.example.com/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=" + SIGNATURE,
            })
    void rejectsUrlsWithoutValidSignatureParameters(String url) {
        assertThat(ParsedPresignedUrl.find(url)).isEmpty();
    }

    @Test
    void isPresignedRequiresParametersOfSignature() {
        assertThat(ParsedPresignedUrl.isPresigned(V4)).isTrue();
        assertThat(ParsedPresignedUrl.isPresigned("https://h/k?" + QUERY_V1)).isTrue();
        assertThat(ParsedPresignedUrl.isPresigned(V4.replace("x-oss-signature=", "signature=")))
                .isFalse();
        assertThat(ParsedPresignedUrl.isPresigned("https://h/k?" + QUERY_V1.replace("Signature", "signature")))
                .isFalse();
        assertThat(ParsedPresignedUrl.isPresigned("https://h/k&" + QUERY_V1)).isFalse();
        assertThat(ParsedPresignedUrl.isPresigned("https://h/k")).isFalse();
    }

    /** Half of the inputs are noise, the other half valid URLs with a few changed characters. */
    @Test
    void parsesOrRejectsRandomText() {
        long seed = Long.getLong("seed", 20260101L);
        Random random = new Random(seed);
        String alphabet = "abcxyz-09./:?&=%+#@[]{}\\\" \u00e9\u62a5\n%2F%%";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "" : i % 4 == 1 ? V4 : "https://b.x.y/k?" + QUERY_V1);
            for (int changes = random.nextInt(1, 40); changes > 0; changes--) {
                int at = random.nextInt(text.length() + 1);
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                if (i % 2 == 0 || random.nextInt(3) == 0) {
                    text.insert(at, c);
                } else if (at < text.length()) {
                    text.setCharAt(at, c);
                    changes -= 10;
                }
            }
            assertThatCode(() -> ParsedPresignedUrl.find(text.toString()))
                    .as("seed %d, input %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }
}
