// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.PutBucketVersioningRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.VersioningConfiguration;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.test.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** Options and headers whose effect shows only with certain hosts and buckets. */
class OssPresignedOptionsTest extends OssPresignedTestSupport {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void internalEndpointsRequireTheirOption() throws Exception {
        String internal = "https://demo.oss-cn-hangzhou-internal.aliyuncs.com/a.txt?x-oss-signature=0";
        // With an unreachable proxy, the host need not be resolved.
        String options = "osspresigned:" + inbox() + "?maxAttempts=1&proxyHost=127.0.0.1&proxyPort=" + FreePort.find();

        assertThatThrownBy(() -> send(options, internal, Map.of())).isInstanceOf(HostNotAllowedException.class);
        assertThatThrownBy(() -> send(options + "&allowInternalEndpoints=true", internal, Map.of()))
                .isInstanceOf(DownloadFailedException.class);
    }

    /** The connection is established immediately in the backlog, but the TLS handshake gets no response. */
    @Test
    void connectTimeoutLimitsTheTlsHandshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
            String link = "https://127.0.0.1:" + silent.getLocalPort() + "/demo/a.txt?x-oss-signature=0";

            assertThatThrownBy(() ->
                            send(osspresigned("&maxAttempts=1&stallTimeout=24h&connectTimeout=200ms"), link, Map.of()))
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue());
        }
    }

    @Test
    void minFreeDiskRefusesObjectWithoutSpace() {
        assertThatThrownBy(() -> send(osspresigned("&minFreeDisk=" + Long.MAX_VALUE), stored("k", "content"), Map.of()))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("free disk space after the download: must be at least " + Long.MAX_VALUE
                        + " bytes (minFreeDisk), ");
    }

    @Test
    void headerContainsVersionOfTheObject() throws Exception {
        // The client of the service uses the system clock.
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        try (OSSClient sdk = sdk()) {
            sdk.putBucketVersioning(PutBucketVersioningRequest.newBuilder()
                    .bucket(BUCKET)
                    .versioningConfiguration(VersioningConfiguration.newBuilder()
                            .status("Enabled")
                            .build())
                    .build());
            String first = put(sdk, "one");
            String second = put(sdk, "second");

            Message newest = send(osspresigned(""), link("v"), Map.of()).getMessage();
            assertThat(newest.getHeader("CamelOssPresignedVersionId")).isEqualTo(second);
            Message older = send(osspresigned(""), link("v", Map.of("versionId", first)), Map.of())
                    .getMessage();
            assertThat(older.getHeader("CamelOssPresignedVersionId")).isEqualTo(first);
            assertThat(older.getBody(String.class)).isEqualTo("one");

            String claiming = "{\"url\":\"" + link("v") + "\",\"versionId\":\"" + first + "\"}";
            assertThat(LinkJson.read(claiming).versionId()).isEqualTo(first);
            assertThatThrownBy(() -> send(osspresigned(""), claiming, Map.of()))
                    .isInstanceOf(ObjectChangedException.class)
                    .hasMessageStartingWith("object has changed: its version was " + first);
        }
    }

    private OSSClient sdk() {
        return OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .usePathStyle(true)
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build();
    }

    private static String put(OSSClient sdk, String content) {
        return sdk.putObject(PutObjectRequest.newBuilder()
                        .bucket(BUCKET)
                        .key("v")
                        .body(BinaryData.fromString(content))
                        .build())
                .versionId();
    }
}
