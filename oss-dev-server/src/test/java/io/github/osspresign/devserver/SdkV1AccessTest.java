// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.common.utils.BinaryUtil;
import com.aliyun.oss.model.CannedAccessControlList;
import com.aliyun.oss.model.MatchMode;
import com.aliyun.oss.model.ObjectPermission;
import com.aliyun.oss.model.OptionsRequest;
import com.aliyun.oss.model.PolicyConditions;
import com.aliyun.oss.model.SetBucketCORSRequest;
import com.aliyun.oss.model.SetBucketCORSRequest.CORSRule;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official OSS SDK for Java V1, unchanged: ACLs, CORS rules and upload forms. */
class SdkV1AccessTest {

    private static final String KEY = "dir/a b+c%20中😀.txt";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void changesTheAclOfAnObject(SignVersion version) {
        server.putObject("demo", KEY, new byte[1]);
        OSS client = SdkV1.client(server, version);
        assertThat(client.getObjectAcl("demo", KEY).getPermission()).isEqualTo(ObjectPermission.Default);
        client.setObjectAcl("demo", KEY, CannedAccessControlList.PublicRead);
        assertThat(client.getObjectAcl("demo", KEY).getPermission()).isEqualTo(ObjectPermission.PublicRead);
        client.shutdown();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void presignsTheAclOfAnObject(SignVersion version) {
        server.putObject("demo", KEY, new byte[1]);
        OSS client = SdkV1.client(server, version);
        Map<String, String> acl = singletonMap("acl", null);
        URI put = SdkV1.presign(client, HttpMethod.PUT, KEY, acl, Map.of("x-oss-object-acl", "private"));
        assertThat(Http.put(put, new byte[0], "x-oss-object-acl", "private").status())
                .isEqualTo(200);
        assertThat(Http.get(SdkV1.presign(client, HttpMethod.GET, KEY, acl, Map.of()))
                        .element("Grant"))
                .isEqualTo("private");
        client.shutdown();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void allowsAnonymousAccessToPublicBucket(SignVersion version) {
        OSS client = SdkV1.client(server, version);
        client.setBucketAcl("demo", CannedAccessControlList.PublicReadWrite);
        assertThat(client.getBucketAcl("demo").getCannedACL()).isEqualTo(CannedAccessControlList.PublicReadWrite);
        URI anonymous = server.endpoint().resolve("/demo/k");
        assertThat(Http.put(anonymous, "content".getBytes(UTF_8)).status()).isEqualTo(200);
        assertThat(Http.get(anonymous).text()).isEqualTo("content");
        client.shutdown();
    }

    @SuppressWarnings("deprecation") // optionsObject is deprecated but still available.
    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void setsAndFollowsCorsRules(SignVersion version) throws Exception {
        OSS client = SdkV1.client(server, version);
        CORSRule rule = new CORSRule();
        rule.setAllowedOrigins(List.of("https://example.com"));
        rule.setAllowedMethods(List.of("GET", "PUT"));
        rule.setAllowedHeaders(List.of("*"));
        rule.setExposeHeaders(List.of("ETag"));
        rule.setMaxAgeSeconds(60);
        SetBucketCORSRequest request = new SetBucketCORSRequest("demo");
        request.addCorsRule(rule);
        client.setBucketCORS(request);
        assertThat(client.getBucketCORSRules("demo")).singleElement().satisfies(each -> {
            assertThat(each.getAllowedOrigins()).containsExactly("https://example.com");
            assertThat(each.getAllowedMethods()).containsExactly("GET", "PUT");
            assertThat(each.getExposeHeaders()).containsExactly("ETag");
            assertThat(each.getMaxAgeSeconds()).isEqualTo(60);
        });

        OptionsRequest preflight = new OptionsRequest("demo", KEY)
                .withOrigin("https://example.com")
                .withRequestMethod(HttpMethod.PUT)
                .withRequestHeaders("content-type");
        assertThat(client.optionsObject(preflight).getHeaders())
                .containsEntry("Access-Control-Allow-Origin", "https://example.com");

        client.deleteBucketCORSRules("demo");
        assertThatThrownBy(() -> client.getBucketCORSRules("demo"))
                .isInstanceOfSatisfying(
                        OSSException.class, e -> assertThat(e.getErrorCode()).isEqualTo("NoSuchCORSConfiguration"));
        client.shutdown();
    }

    private static PolicyConditions conditions() {
        PolicyConditions conditions = new PolicyConditions();
        conditions.addConditionItem("bucket", "demo");
        conditions.addConditionItem(MatchMode.StartWith, PolicyConditions.COND_KEY, "dir/");
        conditions.addConditionItem(PolicyConditions.COND_CONTENT_LENGTH_RANGE, 1, 100);
        return conditions;
    }

    @Test
    void signsAFormWithV1() {
        OSS client = SdkV1.client(server, SignVersion.V1);
        String policy = client.generatePostPolicy(Date.from(Instant.now().plusSeconds(600)), conditions());
        Http.Response response = PostForm.to(server)
                .field("key", KEY)
                .field("OSSAccessKeyId", server.accessKeyId())
                .field("policy", BinaryUtil.toBase64String(policy.getBytes(UTF_8)))
                .field("Signature", client.calculatePostSignature(policy))
                .file("a.txt", "content")
                .send();
        assertThat(response.status()).isEqualTo(204);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo("content".getBytes(UTF_8));
        client.shutdown();
    }

    @Test
    void signsAFormWithV4() {
        OSS client = SdkV1.client(server, SignVersion.V4);
        Instant now = Instant.now();
        String date = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(now);
        String credential =
                server.accessKeyId() + "/" + date.substring(0, 8) + "/" + server.region() + "/oss/aliyun_v4_request";
        PolicyConditions conditions = conditions();
        conditions.addConditionItem("x-oss-signature-version", "OSS4-HMAC-SHA256");
        conditions.addConditionItem("x-oss-credential", credential);
        conditions.addConditionItem("x-oss-date", date);
        String policy = client.generatePostPolicy(Date.from(now.plusSeconds(600)), conditions);
        Http.Response response = PostForm.to(server)
                .field("key", KEY)
                .field("x-oss-signature-version", "OSS4-HMAC-SHA256")
                .field("x-oss-credential", credential)
                .field("x-oss-date", date)
                .field("policy", BinaryUtil.toBase64String(policy.getBytes(UTF_8)))
                .field("x-oss-signature", client.calculatePostSignature(policy, Date.from(now)))
                .file("a.txt", "content")
                .send();
        assertThat(response.status()).isEqualTo(204);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo("content".getBytes(UTF_8));
        client.shutdown();
    }
}
