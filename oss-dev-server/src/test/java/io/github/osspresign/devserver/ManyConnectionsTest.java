// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand concurrent uploads; each connection needs about 100 KiB of heap. */
@Tag("slow")
class ManyConnectionsTest {

    private static final int CONNECTIONS = 1000;
    private static final int HEAP_MEBIBYTES = 192;

    private static String content(int number) {
        return (number + " ").repeat(4000);
    }

    @Test
    void servesThousandConcurrentUploads() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        try (ChildProcess server = ChildProcess.server(HEAP_MEBIBYTES)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                URI url =
                        SignedUrl.at(server.endpoint(), "PUT", "demo", "k" + i).v4();
                String head = RawConnection.head("PUT", url)
                        + "Content-Length: " + content(i).length()
                        + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
                connections.add(new RawConnection(server.endpoint().getPort()).send(head));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                RawConnection connection = connections.get(i);
                assertThat(connection.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
                connection.send(content(i).substring(0, 2000));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                byte[] md5 = MessageDigest.getInstance("MD5").digest(content(i).getBytes(UTF_8));
                assertThat(connections.get(i).send(content(i).substring(2000)).receiveAll())
                        .startsWith("HTTP/1.1 200 ")
                        .contains("ETag: \"" + HexFormat.of().withUpperCase().formatHex(md5) + "\"");
            }
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }
}
