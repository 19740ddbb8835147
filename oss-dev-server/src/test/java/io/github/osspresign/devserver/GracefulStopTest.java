// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A server that stops gracefully accepts no connections and finishes the requests in progress. */
class GracefulStopTest {

    // More than the buffers of both sockets hold, so that the transfer waits for its client.
    private static final byte[] CONTENT = "0123456789".repeat(2_000_000).getBytes(UTF_8);

    // 128 + SIGTERM, after the shutdown hook has run.
    private static final int STOPPED = 143;

    private static URI url(ChildProcess server, String method) {
        return SignedUrl.at(server.endpoint(), method, "demo", "large").v4();
    }

    private static String head(String method, URI url, String headers) {
        return method + " " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Connection: close\r\n\r\n";
    }

    /** Waits until the port is closed. */
    private static void awaitRefusal(ChildProcess server) throws Exception {
        while (true) {
            try (RawConnection connection = new RawConnection(server.endpoint().getPort())) {
                // Still open; new connections may be dropped.
                connection.finish();
            } catch (ConnectException e) {
                return;
            } catch (SocketException e) {
                // Closed between the handshake and the end of the response.
            }
        }
    }

    @Test
    void gracefulStopFinishesDownload() throws Exception {
        try (ChildProcess server = ChildProcess.server(128)) {
            Http.put(url(server, "PUT"), CONTENT).assertStatus(200);
            try (RawConnection download = new RawConnection(server.endpoint().getPort())) {
                download.send(head("GET", url(server, "GET"), "")).receiveUntil("\r\n\r\n");
                server.askToStop();
                awaitRefusal(server);
                assertThat(download.receiveAll()).hasSize(CONTENT.length);
            }
            assertThat(server.exitStatus()).isEqualTo(STOPPED);
        }
    }

    @Test
    void gracefulStopFinishesUpload() throws Exception {
        try (ChildProcess server = ChildProcess.server(128);
                RawConnection upload = new RawConnection(server.endpoint().getPort())) {
            upload.send(head(
                            "PUT",
                            url(server, "PUT"),
                            "Content-Length: " + CONTENT.length + "\r\nExpect: 100-continue\r\n"))
                    .receiveUntil("\r\n\r\n");
            upload.send(new String(CONTENT, 0, 1000, UTF_8));
            server.askToStop();
            awaitRefusal(server);
            upload.send(new String(CONTENT, 1000, CONTENT.length - 1000, UTF_8));
            assertThat(upload.receiveAll()).startsWith("HTTP/1.1 200 ");
            assertThat(server.exitStatus()).isEqualTo(STOPPED);
        }
    }
}
