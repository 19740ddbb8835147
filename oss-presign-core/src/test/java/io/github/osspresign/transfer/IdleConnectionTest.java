// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Connections that no request needs any more are closed without a further request. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class IdleConnectionTest {

    private static final int CONNECTIONS = 4;

    @TempDir
    Path directory;

    /** Times from the response to the end of the connection. */
    private final BlockingQueue<Duration> idle = new LinkedBlockingQueue<>();

    @Test
    void connectionsOfQuietEndpointAreClosedAfterOneMinute() throws Exception {
        SSLContext tls = KeyStores.localhost();
        ExecutorService threads = Executors.newFixedThreadPool(2 * CONNECTIONS);
        try (HostileServer plain = server(ServerSocketFactory.getDefault());
                HostileServer encrypted = server(tls.getServerSocketFactory());
                TransferClient client = TransferClient.builder()
                        .options(OPTIONS)
                        .clock(InstantSource.fixed(NOW))
                        .tls(tls)
                        .build()) {
            List<Future<?>> downloads = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                for (String server :
                        List.of("http://localhost:" + plain.port(), "https://localhost:" + encrypted.port())) {
                    PresignedLink link = PresignedLink.of(server + "/" + downloads.size() + "?" + Links.QUERY);
                    downloads.add(threads.submit(() -> client.download(Links.request(link, directory))));
                }
            }
            for (Future<?> download : downloads) {
                download.get();
            }
            for (int i = 0; i < downloads.size(); i++) {
                assertThat(idle.poll(90, TimeUnit.SECONDS))
                        .as("idle time of connection " + i)
                        .isNotNull()
                        .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(70));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Creates a server that responds when it has all its connections. */
    private HostileServer server(ServerSocketFactory sockets) throws Exception {
        CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
        return new HostileServer(sockets, true, (request, wire) -> {
            try {
                all.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            long start = System.nanoTime();
            wire.in().readAllBytes();
            idle.add(Duration.ofNanos(System.nanoTime() - start));
        });
    }
}
