// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.CORSConfiguration;
import com.aliyun.sdk.service.oss2.models.CORSRule;
import com.aliyun.sdk.service.oss2.models.DeleteBucketCorsRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketCorsRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectAclRequest;
import com.aliyun.sdk.service.oss2.models.OptionObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketAclRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketCorsRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectAclRequest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The official OSS SDK for Java V2, unchanged: ACLs and CORS rules. */
@ParameterizedClass
@ValueSource(strings = {"v4", "v1"})
class SdkV2AccessTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @AutoClose
    private final OSSClient client;

    SdkV2AccessTest(String signatureVersion) {
        client = SdkV2.builder(server).signatureVersion(signatureVersion).build();
    }

    @Test
    void changesTheAclOfAnObject() throws Exception {
        server.putObject("demo", "k", new byte[1]);
        client.putObjectAcl(PutObjectAclRequest.newBuilder()
                .bucket("demo")
                .key("k")
                .objectAcl("public-read")
                .build());
        assertThat(client.getObjectAcl(GetObjectAclRequest.newBuilder()
                                .bucket("demo")
                                .key("k")
                                .build())
                        .accessControlPolicy()
                        .accessControlList()
                        .grant())
                .isEqualTo("public-read");
    }

    @Test
    void allowsAnonymousAccessToPublicBucket() throws Exception {
        client.putBucketAcl(PutBucketAclRequest.newBuilder()
                .bucket("demo")
                .acl("public-read-write")
                .build());
        URI anonymous = server.endpoint().resolve("/demo/k");
        Http.put(anonymous, "content".getBytes(UTF_8)).assertStatus(200);
        assertThat(Http.get(anonymous).text()).isEqualTo("content");
    }

    @Test
    void setsAndFollowsCorsRules() throws Exception {
        CORSRule rule = CORSRule.newBuilder()
                .allowedOrigins(List.of("https://example.com"))
                .allowedMethods(List.of("GET", "PUT"))
                .allowedHeaders(List.of("*"))
                .exposeHeaders(List.of("ETag"))
                .maxAgeSeconds(60L)
                .build();
        GetBucketCorsRequest get =
                GetBucketCorsRequest.newBuilder().bucket("demo").build();
        client.putBucketCors(PutBucketCorsRequest.newBuilder()
                .bucket("demo")
                .corsConfiguration(
                        CORSConfiguration.newBuilder().corsRules(List.of(rule)).build())
                .build());
        assertThat(client.getBucketCors(get).corsConfiguration().corsRules())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.allowedOrigins()).containsExactly("https://example.com");
                    assertThat(each.allowedMethods()).containsExactly("GET", "PUT");
                    assertThat(each.maxAgeSeconds()).isEqualTo(60);
                });
        assertThat(client.optionObject(OptionObjectRequest.newBuilder()
                                .bucket("demo")
                                .key("k")
                                .origin("https://example.com")
                                .accessControlRequestMethod("PUT")
                                .build())
                        .accessControlAllowOrigin())
                .isEqualTo("https://example.com");
        client.deleteBucketCors(
                DeleteBucketCorsRequest.newBuilder().bucket("demo").build());
        ServiceException none = ServiceException.asCause(catchThrowable(() -> client.getBucketCors(get)));
        assertThat(none.errorCode()).isEqualTo("NoSuchCORSConfiguration");
    }
}
