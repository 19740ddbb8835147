// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.SdkV1.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The official OSS SDK for Java V1, unchanged: ACLs, CORS rules and upload forms. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1AccessTest {

    private static final String KEY = "dir/a b+c%20中😀.txt";
    private static final DateTimeFormatter V4_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final SignVersion version;

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1AccessTest(SignVersion version) {
        this.version = version;
        client = SdkV1.client(server, version);
    }

    @Test
    void changesTheAclOfAnObject() {
        server.putObject("demo", KEY, new byte[1]);
        assertThat(client.getObjectAcl("demo", KEY).getPermission()).isEqualTo(ObjectPermission.Default);
        client.setObjectAcl("demo", KEY, CannedAccessControlList.PublicRead);
        assertThat(client.getObjectAcl("demo", KEY).getPermission()).isEqualTo(ObjectPermission.PublicRead);
    }

    @Test
    void presignsTheAclOfAnObject() {
        server.putObject("demo", KEY, new byte[1]);
        Map<String, String> acl = singletonMap("acl", null);
        URI put = SdkV1.presign(client, HttpMethod.PUT, KEY, acl, Map.of("x-oss-object-acl", "private"));
        Http.put(put, new byte[0], "x-oss-object-acl", "private").assertStatus(200);
        assertThat(Http.get(SdkV1.presign(client, HttpMethod.GET, KEY, acl, Map.of()))
                        .element("Grant"))
                .isEqualTo("private");
    }

    @Test
    void allowsAnonymousAccessToPublicBucket() {
        client.setBucketAcl("demo", CannedAccessControlList.PublicReadWrite);
        assertThat(client.getBucketAcl("demo").getCannedACL()).isEqualTo(CannedAccessControlList.PublicReadWrite);
        URI anonymous = server.endpoint().resolve("/demo/k");
        Http.put(anonymous, "content".getBytes(UTF_8)).assertStatus(200);
        assertThat(Http.get(anonymous).text()).isEqualTo("content");
    }

    @SuppressWarnings("deprecation") // optionsObject is deprecated but still available.
    @Test
    void setsAndFollowsCorsRules() throws Exception {
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
        assertFails(() -> client.getBucketCORSRules("demo"), "NoSuchCORSConfiguration");
    }

    @Test
    void signsAForm() {
        Instant now = Instant.now();
        PolicyConditions conditions = new PolicyConditions();
        conditions.addConditionItem("bucket", "demo");
        conditions.addConditionItem(MatchMode.StartWith, PolicyConditions.COND_KEY, "dir/");
        conditions.addConditionItem(PolicyConditions.COND_CONTENT_LENGTH_RANGE, 1, 100);
        PostForm form = PostForm.to(server).field("key", KEY);
        if (version == SignVersion.V4) {
            String date = V4_DATE.format(now);
            String scope = date.substring(0, 8) + "/" + server.region() + "/oss/aliyun_v4_request";
            String credential = server.accessKeyId() + "/" + scope;
            for (String[] field : new String[][] {
                {"x-oss-signature-version", "OSS4-HMAC-SHA256"}, {"x-oss-credential", credential}, {"x-oss-date", date}
            }) {
                conditions.addConditionItem(field[0], field[1]);
                form.field(field[0], field[1]);
            }
        }
        String policy = client.generatePostPolicy(Date.from(now.plusSeconds(600)), conditions);
        form.field("policy", BinaryUtil.toBase64String(policy.getBytes(UTF_8)));
        if (version == SignVersion.V4) {
            form.field("x-oss-signature", client.calculatePostSignature(policy, Date.from(now)));
        } else {
            form.field("OSSAccessKeyId", server.accessKeyId());
            form.field("Signature", client.calculatePostSignature(policy));
        }
        form.file("a.txt", "content").send().assertStatus(204);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo("content".getBytes(UTF_8));
    }
}
