// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.aliyun.oss.ClientConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A form contains what its policy allows, and its signature is valid for the service. */
class PostPolicySignerTest {

    private static final Instant SIGNED_AT = Instant.parse("2024-12-03T03:44:20.789Z");
    private static final OssCredentials KEYS = OssCredentials.of("ak", "sk");
    private static final ServiceEndpoint ENDPOINT = ServiceEndpoint.of("cn-hangzhou", EndpointType.PUBLIC);

    private final Map<String, String> fields = new LinkedHashMap<>();
    private String key = "uploads/a.png";
    private List<String> contentTypes = List.of();
    private long min = 0;
    private long max = PostPolicy.MAX_FILE_SIZE;

    private PostPolicy policy() {
        return new PostPolicy(
                ENDPOINT,
                "cn-hangzhou",
                "examplebucket",
                key,
                contentTypes,
                min,
                max,
                fields,
                Duration.ofSeconds(4540));
    }

    private PostForm sign(SignatureVersion version, OssCredentials credentials) {
        return PostPolicySigner.sign(policy(), version, credentials, SIGNED_AT);
    }

    private String document() {
        String base64 = sign(SignatureVersion.V1, KEYS).fields().get("policy");
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    @Test
    void publishedPolicyHasPublishedSignatures() {
        String policy = Base64.getEncoder()
                .encodeToString(("{\"expiration\":\"2024-12-03T05:00:00.000Z\",\"conditions\":["
                                + "{\"bucket\":\"examplebucket\"},{\"x-oss-signature-version\":\"OSS4-HMAC-SHA256\"},"
                                + "{\"x-oss-credential\":\"ak/20241203/cn-hangzhou/oss/aliyun_v4_request\"},"
                                + "{\"x-oss-date\":\"20241203T034420Z\"},[\"content-length-range\",1,1024]]}")
                        .getBytes(UTF_8));

        assertThat(PostPolicySigner.signatureV4("sk", new SigningScope("20241203", "cn-hangzhou"), policy))
                .isEqualTo("5344a75a33fca674c9def3b8ddd12ff1d30869b9501ff9d642dcbc1c253271d3");
        assertThat(V1Signer.signature("sk", policy)).isEqualTo("fYp6MTWeO1KbLna5VhNm78be8yM=");
    }

    @ParameterizedTest
    @EnumSource
    void officialSdkComputesSamePolicySignature(SignatureVersion version) {
        PostForm form = sign(version, KEYS);
        String document = new String(Base64.getDecoder().decode(form.fields().get("policy")), UTF_8);
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setSignatureVersion(version == SignatureVersion.V4 ? SignVersion.V4 : SignVersion.V1);
        OSS sdk = OSSClientBuilder.create()
                .endpoint("http://127.0.0.1:1")
                .region("cn-hangzhou")
                .credentialsProvider(new DefaultCredentialProvider("ak", "sk"))
                .clientConfiguration(configuration)
                .build();
        try {
            assertThat(form.fields().get(version == SignatureVersion.V4 ? "x-oss-signature" : "Signature"))
                    .isEqualTo(sdk.calculatePostSignature(document, Date.from(SIGNED_AT)));
        } finally {
            sdk.shutdown();
        }
    }

    @Test
    void v4FormContainsAndBindsAllFieldsOfItsSignature() throws IOException {
        PostForm form = sign(SignatureVersion.V4, new OssCredentials("ak", "sk", "the token", null));

        assertThat(form.action()).isEqualTo("https://examplebucket.oss-cn-hangzhou.aliyuncs.com/");
        assertThat(form.expiresAt()).isEqualTo("2024-12-03T05:00:00Z");
        assertThat(form.fields().keySet())
                .containsExactly(
                        "key",
                        "x-oss-signature-version",
                        "x-oss-credential",
                        "x-oss-date",
                        "x-oss-security-token",
                        "policy",
                        "x-oss-signature");
        assertThat(JSON.std.mapFrom(Base64.getDecoder().decode(form.fields().get("policy"))))
                .isEqualTo(Map.of(
                        "expiration",
                        "2024-12-03T05:00:00.000Z",
                        "conditions",
                        List.of(
                                Map.of("bucket", "examplebucket"),
                                Map.of("key", "uploads/a.png"),
                                Map.of("x-oss-signature-version", "OSS4-HMAC-SHA256"),
                                Map.of("x-oss-credential", "ak/20241203/cn-hangzhou/oss/aliyun_v4_request"),
                                Map.of("x-oss-date", "20241203T034420Z"),
                                Map.of("x-oss-security-token", "the token"))));
    }

    @Test
    void v1FormContainsAccessKeyIdAndSecurityToken() {
        assertThat(sign(SignatureVersion.V1, new OssCredentials("ak", "sk", "the token", null))
                        .fields())
                .containsOnlyKeys("key", "OSSAccessKeyId", "x-oss-security-token", "policy", "Signature");
    }

    @ParameterizedTest
    @CsvSource({"uploads/, uploads/", "uploads/${filename}, uploads/", "uploads/2024-${filename}, uploads/2024-"})
    void keyPrefixAllowsEveryKeyThatStartsWithIt(String prefixKey, String prefix) {
        key = prefixKey;

        assertThat(document()).contains("[\"starts-with\",\"$key\",\"" + prefix + "\"]");
        assertThat(sign(SignatureVersion.V1, KEYS).fields()).containsEntry("key", prefix + "${filename}");
    }

    @Test
    void policyBindsLengthContentTypesAndFields() {
        min = 1;
        max = 1024;
        contentTypes = List.of("image/png", "image/jpeg");
        fields.put("Cache-Control", "no-cache");
        fields.put("x-oss-meta-owner", "42");
        fields.put("success_action_status", "201");

        assertThat(document())
                .contains("[\"content-length-range\",1,1024]")
                .contains("[\"in\",\"$x-oss-content-type\",[\"image/png\",\"image/jpeg\"]]")
                .contains("{\"cache-control\":\"no-cache\"}")
                .contains("{\"x-oss-meta-owner\":\"42\"}")
                .contains("{\"success_action_status\":\"201\"}");
        assertThat(sign(SignatureVersion.V4, KEYS).fields())
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("success_action_status", "201")
                .doesNotContainKey("x-oss-content-type");
    }

    @Test
    void singleContentTypeIsFieldAndRangeIsLeftToSender() {
        contentTypes = List.of("image/png");
        assertThat(document()).contains("{\"x-oss-content-type\":\"image/png\"}");
        assertThat(sign(SignatureVersion.V4, KEYS).fields()).containsEntry("x-oss-content-type", "image/png");

        contentTypes = List.of("image/*");
        assertThat(document()).contains("[\"starts-with\",\"$x-oss-content-type\",\"image/\"]");
        assertThat(sign(SignatureVersion.V4, KEYS).contentTypes()).containsExactly("image/*");
    }

    @Test
    void escapesTextInPolicyAndHtml() {
        key = "a\"b\\c$d<script>&'中😀";

        assertThat(document()).contains("{\"key\":\"a\\\"b\\\\c\\$d<script>&'中😀\"}");
        assertThat(sign(SignatureVersion.V4, KEYS).html())
                .contains("<input type=\"hidden\" name=\"key\" value=\"a&quot;b\\c$d&lt;script&gt;&amp;&#39;中😀\">\n")
                .doesNotContain("<script>");
    }

    @Test
    void htmlContainsEveryFieldAndFileInputLast() {
        contentTypes = List.of("image/png", "image/jpeg");
        PostForm form = sign(SignatureVersion.V4, KEYS);

        assertThat(form.html())
                .startsWith("<form action=\"https://examplebucket.oss-cn-hangzhou.aliyuncs.com/\" method=\"post\""
                        + " enctype=\"multipart/form-data\" accept-charset=\"UTF-8\">\n")
                .contains("<select name=\"x-oss-content-type\">\n<option>image/png</option>\n")
                .endsWith("""
                        <input type="file" name="file" required>
                        <button type="submit">Upload</button>
                        </form>
                        """);
        assertThat(form.fields().keySet())
                .allSatisfy(name -> assertThat(form.html()).contains("name=\"" + name + "\""));
    }

    @Test
    void toStringOfFormHidesFields() {
        assertThat(sign(SignatureVersion.V4, KEYS))
                .hasToString("PostForm[https://examplebucket.oss-cn-hangzhou.aliyuncs.com/,"
                        + " until 2024-12-03T05:00:00Z]");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "${filename}, -, -, -, must have a prefix before",
                "a/${filename}.png, -, -, -, and nothing after it",
                "'a\nb', -, -, -, without control characters",
                "/a, -, -, -, must not start with a slash",
                "a, image, -, -, types such as image/png",
                "a, image/*;text/plain, -, -, types such as image/png",
                "a, -, x-oss-date, 1, 'an x-oss-NAME that the signer does not write, was'",
                "a, -, X-Other, 1, 'must be Cache-Control,'",
                "a, -, policy, 1, 'must be Cache-Control,'",
                "a, -, success_action_status, 302, '200, 201 or 204'",
                "a, -, success_action_redirect, javascript:alert(1), an http or https URL",
                "a, -, x-oss-meta-a, 'b\r\nc', without control characters"
            })
    void rejectsValuesThatFormCannotBind(String key, String types, String field, String value, String allowed) {
        this.key = key;
        contentTypes = types == null ? List.of() : List.of(types.split(";", -1));
        if (field != null) {
            fields.put(field, value);
        }

        assertThatIllegalArgumentException().isThrownBy(this::policy).withMessageContaining(allowed);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "6, 5", "0, 5368709121"})
    void rejectsLengthsOutsideLimitsOfService(long min, long max) {
        this.min = min;
        this.max = max;

        assertThatIllegalArgumentException()
                .isThrownBy(this::policy)
                .withMessage("minUploadSize and maxUploadSize: must be 0 to 5368709120 bytes, the smaller one"
                        + " first, was " + min + " and " + max);
    }
}
