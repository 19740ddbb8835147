// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients share threads, and connections that each of them would have opened alike. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransferPoolTest {

    private static final HostPolicy OTHER_POLICY = HostPolicy.STRICT
            .allowingHosts("localhost:*", "other:1")
            .allowingPrivateAddresses()
            .allowingHttp();

    @TempDir
    Path directory;

    @AutoClose
    private final TransferPool pool = new TransferPool();

    private TransferClient client(TransferOptions options, SSLContext tls, HostResolver resolver) {
        return TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(NOW))
                .tls(tls)
                .resolver(resolver)
                .pool(pool)
                .build();
    }

    private TransferClient client(TransferOptions options) throws Exception {
        return client(options, KeyStores.localhost(), HostResolver.SYSTEM);
    }

    private static PresignedLink link(ScriptedServer server) {
        return PresignedLink.of("https://localhost:" + server.port() + "/k?" + Links.QUERY);
    }

    private static ScriptedServer server() throws Exception {
        ScriptedResponse response = ScriptedResponse.ok("hello");
        return new ScriptedServer(KeyStores.localhost().getServerSocketFactory(), response, response, response);
    }

    private void download(TransferClient client, ScriptedServer server, String name) throws IOException {
        client.download(Links.request(link(server), directory.resolve(name)));
    }

    @Test
    void clientWithEqualSettingsReusesTheConnectionOfAnother() throws Exception {
        try (ScriptedServer server = server();
                TransferClient first = client(OPTIONS);
                TransferClient second = client(Links.options(with -> with.parallelism(1)))) {
            download(first, server, "1");
            download(second, server, "2");

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void clientWithOtherSettingsGetsNoConnectionOfAnother() throws Exception {
        try (ScriptedServer server = server();
                TransferClient first = client(OPTIONS);
                TransferClient policy = client(Links.options(with -> with.hostPolicy(OTHER_POLICY)));
                TransferClient unverified = client(Links.options(with -> with.verify(VerificationMode.none)))) {
            download(first, server, "1");
            download(policy, server, "2");
            download(unverified, server, "3");

            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void clientThatDoesNotTrustTheServiceGetsNoConnectionOfOneThatDoes() throws Exception {
        try (ScriptedServer server = server();
                TransferClient trusting = client(OPTIONS);
                TransferClient other = client(OPTIONS, SSLContext.getDefault(), HostResolver.SYSTEM)) {
            download(trusting, server, "1");

            assertThatThrownBy(() -> download(other, server, "2"))
                    .hasMessageContaining("the certificate is not trusted");
        }
    }

    @Test
    void closingOneClientLeavesStreamsOfOthersOpen() throws Exception {
        try (ScriptedServer server = server();
                TransferClient first = client(OPTIONS);
                TransferClient second = client(OPTIONS)) {
            download(first, server, "1");
            try (DownloadStream open = (DownloadStream)
                    second.stream(ObjectRequest.builder(link(server)).build())) {
                first.close();

                assertThat(open.readAllBytes()).asString().isEqualTo("hello");
            }
            download(second, server, "2");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void closedPoolEndsTheTransfersOfItsClients() throws Exception {
        try (ScriptedServer server = server();
                TransferClient client = client(OPTIONS)) {
            pool.close();

            assertThatThrownBy(() -> download(client, server, "1"))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("interrupted");
        }
    }
}
