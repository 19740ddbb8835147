// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectLinksTest {

    @TempDir
    Path directory;

    @Test
    void theCodeOfThePageUploadsAndDownloads() throws Exception {
        HostPolicy local = HostPolicy.STRICT.allowingLoopback();
        TransferOptions options = TransferOptions.builder().hostPolicy(local).build();
        Path file = Files.writeString(directory.resolve("sent.txt"), "figures");
        try (OssDevServer server = OssDevServer.builder().bucket("my-bucket").start();
                TransferClient client =
                        TransferClient.builder().options(options).build()) {
            OssCredentials credentials = OssCredentials.of(server.accessKeyId(), server.accessKeySecret());
            ServiceEndpoint endpoint = ServiceEndpoint.parse(server.endpoint().toString(), AddressStyle.PATH);

            ObjectLinks.upload(client, ObjectLinks.sign(HttpMethod.PUT, endpoint, credentials, "reports/q1.txt"), file);
            Downloaded downloaded = ObjectLinks.download(
                    client, ObjectLinks.sign(HttpMethod.GET, endpoint, credentials, "reports/q1.txt"), directory);

            assertThat(downloaded.file()).isEqualTo(directory.resolve("q1.txt")).hasContent("figures");
            assertThat(downloaded.verified()).isEqualTo(VerifiedBy.crc64);
        }
    }
}
