// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client of the service uses the service endpoint and the credentials of the links. */
class ServiceClientTest {

    private static final HeadObjectRequest HEAD =
            HeadObjectRequest.newBuilder().bucket("demo").key("k").build();

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder()
                .bucket("demo")
                .securityToken("STS.id", "sts-secret", "token", Instant.now().plusSeconds(3600))
                .start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private ServiceClient open(SignatureVersion version, CredentialsSource credentials) {
        ServiceEndpoint endpoint = ServiceEndpoint.parse(server.endpoint().toString());
        return ServiceClient.open(endpoint, version, server.region(), credentials, Clock.systemUTC());
    }

    @ParameterizedTest
    @EnumSource(SignatureVersion.class)
    void createsClientForEndpointOfLinks(SignatureVersion version) throws Exception {
        OssCredentials key = OssCredentials.of(server.accessKeyId(), server.accessKeySecret());

        try (ServiceClient client = open(version, (now, validity) -> key)) {
            assertThat(client.sdk().headObject(HEAD).contentLength()).isEqualTo(7);
        }
    }

    @Test
    void requestsCredentialsForEveryRequest() throws Exception {
        List<OssCredentials> given = new ArrayList<>(List.of(
                OssCredentials.of(server.accessKeyId(), server.accessKeySecret()),
                new OssCredentials("STS.id", "sts-secret", "token", null)));

        try (ServiceClient client = open(SignatureVersion.V4, (now, validity) -> given.remove(0))) {
            assertThat(client.sdk().headObject(HEAD).contentLength()).isEqualTo(7);
            assertThat(client.sdk().headObject(HEAD).contentLength()).isEqualTo(7);
        }
        assertThat(given).isEmpty();
        assertThat(server.requests().get(1).headers()).containsEntry("x-oss-security-token", List.of("token"));
    }

    @Test
    void usesClientOfTheUserWithoutClosingIt() throws Exception {
        try (OSSClient given = OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build()) {
            ServiceClient client = ServiceClient.of(given);
            assertThat(client.sdk()).isSameAs(given);
            client.close();
            assertThat(given.headObject(HEAD).contentLength()).isEqualTo(7);
        }
    }
}
