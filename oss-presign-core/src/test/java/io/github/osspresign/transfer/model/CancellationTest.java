// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import io.github.osspresign.test.PatternServer;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.HostileServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TransferClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a transfer waits, it ends at once when it is cancelled; all limits of time are ten minutes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class CancellationTest {

    /** Place at which the transfer waits. */
    enum Wait {
        LOOK_UP,
        CONNECTION,
        HANDSHAKE,
        HEAD,
        ERROR_DOCUMENT,
        BODY,
        CHUNK,
        BODY_OVER_TLS,
        RANGES,
        STREAM,
        BUSY_STREAM,
        UPLOAD,
        UPLOAD_OVER_TLS,
        BACKOFF,
        PACE,
        PACE_OF_AN_UPLOAD,
        FRESH_LINK,
        FRESH_LINK_OF_AN_UPLOAD
    }

    /** Event that ends the transfer. */
    enum End {
        CANCEL,
        CONDITION,
        INTERRUPT,
        CLOSE
    }

    private static final Duration LONG = Duration.ofMinutes(10);

    private static final TransferOptions OPTIONS = options(with -> with);

    private static SSLContext tls;

    @TempDir
    Path directory;

    private final AtomicBoolean condition = new AtomicBoolean();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = KeyStores.localhost();
    }

    @AfterEach
    void closeServers() throws Exception {
        released.countDown();
        for (AutoCloseable server : opened) {
            server.close();
        }
    }

    static Stream<Arguments> endsOfEachWait() {
        return Arrays.stream(Wait.values())
                .flatMap(wait -> Arrays.stream(End.values()).map(end -> Arguments.of(wait, end)));
    }

    @ParameterizedTest
    @MethodSource("endsOfEachWait")
    void aTransferThatWaitsEndsAtOnce(Wait wait, End end) throws Exception {
        Cancellation cancellation = new Cancellation(condition::get);
        try (TransferClient client = client(wait)) {
            Transfer transfer = transfer(wait, client, cancellation);
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> ended.complete(catchThrowable(transfer::run)), "transfer");
            thread.start();
            awaitWait(wait, thread, ended);

            long begun = System.nanoTime();
            switch (end) {
                case CANCEL -> cancellation.cancel();
                case CONDITION -> condition.set(true);
                case INTERRUPT -> thread.interrupt();
                case CLOSE -> client.close();
            }
            Throwable failure = ended.get(30, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
            assertThat(failure).isInstanceOf(OssPresignException.class);
            boolean itself = wait == Wait.BACKOFF
                    || wait == Wait.BUSY_STREAM
                    || wait.name().startsWith("FRESH");
            if (!itself) {
                assertThat(failure)
                        .isInstanceOf(TransferFailedException.class)
                        .hasMessageStartingWith("transfer was interrupted (");
            }
        }
    }

    @Test
    void cancelledTransferDoesNotStart() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok("abc"));
                TransferClient client =
                        TransferClient.builder().options(OPTIONS).build()) {
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            assertThat(catchThrowable(
                            () -> client.download(Links.request(unsigned(server, "a"), directory), cancellation)))
                    .isInstanceOf(TransferFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (");
            assertThat(server.requests()).isEmpty();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void downloaderThatClosesBeforeTheFurtherRangesInterruptsTheTransfer() throws Exception {
        TransferOptions ranges = options(with -> with.partSize(100_000).parallelism(3));
        try (PatternServer server = new PatternServer(1);
                TransferClient client = TransferClient.builder().options(ranges).build()) {
            AtomicBoolean responded = new AtomicBoolean();
            DownloadFilter closing = object -> {
                if (responded.getAndSet(true)) {
                    client.close();
                }
                return DownloadFilter.Admission.ADMITTED;
            };
            PresignedLink link = PresignedLink.of("http://127.0.0.1:" + server.port() + "/a");
            DownloadRequest request = DownloadRequest.of(
                    ObjectRequest.builder(link).filter(closing).build(), directory);

            assertThat(catchThrowable(() -> client.download(request)))
                    .isInstanceOf(TransferFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"download", "stream", "upload"})
    void closedDownloaderDoesNotRenewLinks(String kind) {
        AtomicBoolean renewed = new AtomicBoolean();
        LinkRefresher refresher = ended -> {
            renewed.set(true);
            return ended;
        };
        TransferClient client = TransferClient.builder().options(OPTIONS).build();
        client.close();

        Throwable failure = catchThrowable(() -> transfer(kind, client, refresher));

        assertThat(failure)
                .isInstanceOf(TransferFailedException.class)
                .hasMessageStartingWith("transfer was interrupted (");
        assertThat(renewed).isFalse();
    }

    @Test
    void cancellationDoesNotAffectFinishedTransfer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok("abc"));
                TransferClient client =
                        TransferClient.builder().options(OPTIONS).build()) {
            Cancellation cancellation = new Cancellation();
            client.download(Links.request(unsigned(server, "a"), directory), cancellation);
            cancellation.cancel();
            client.download(Links.request(unsigned(server, "b"), directory), new Cancellation());
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"download", "ranges", "stream"})
    void waitForTheSpeedLimitEndsWithTheTimeOfTheTransfer(String kind) throws Exception {
        TransferOptions slow = options(with -> with.maxBytesPerSecond(1)
                .transferTimeout(Duration.ofMillis(500))
                .partSize(100_000)
                .parallelism(kind.equals("ranges") ? 3 : 1));
        try (PatternServer server = new PatternServer(1);
                TransferClient client = TransferClient.builder().options(slow).build()) {
            PresignedLink link = PresignedLink.of("http://127.0.0.1:" + server.port() + "/a");
            long begun = System.nanoTime();
            Throwable failure = catchThrowable(() -> {
                if (kind.equals("stream")) {
                    ObjectRequest object = ObjectRequest.builder(link).build();
                    ((DownloadStream) client.stream(object)).readAllBytes();
                } else {
                    client.download(Links.request(link, directory));
                }
            });

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(failure).hasMessageStartingWith("transfer did not end within 500 ms (transferTimeout)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"download", "stream", "upload"})
    void aWaitForAFreshLinkBelongsToTheTimeOfTheTransfer(String kind) {
        TransferOptions options = options(with -> with.transferTimeout(Duration.ofMillis(500)));
        try (TransferClient client = TransferClient.builder().options(options).build()) {
            long begun = System.nanoTime();
            Throwable failure = catchThrowable(() -> transfer(kind, client, this::stuck));

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(failure)
                    .isInstanceOf(TransferFailedException.class)
                    .hasMessageStartingWith(
                            "no fresh link is available: SocketTimeoutException: no fresh link within the"
                                    + " timeout");
        }
    }

    /** Begins a transfer with a link that has ended. */
    private void transfer(String kind, TransferClient client, LinkRefresher refresher) throws Exception {
        ObjectRequest object =
                ObjectRequest.builder(ended("GET")).refresher(refresher).build();
        switch (kind) {
            case "download" -> client.download(DownloadRequest.of(object, directory));
            case "stream" -> client.stream(object);
            default ->
                client.upload(UploadRequest.builder(ended("PUT"), UploadSource.of(new byte[1]))
                        .refresher(refresher)
                        .build());
        }
    }

    private static PresignedLink unsigned(ScriptedServer server, String key) {
        return PresignedLink.of("http://127.0.0.1:" + server.port() + "/" + key);
    }

    // ---- places

    @FunctionalInterface
    private interface Transfer {
        void run() throws Exception;
    }

    private TransferClient client(Wait wait) {
        HostResolver resolver = wait == Wait.LOOK_UP ? new StuckResolver() : HostResolver.SYSTEM;
        TransferOptions options = options(with -> switch (wait) {
            case PACE, PACE_OF_AN_UPLOAD -> with.maxBytesPerSecond(1);
            case RANGES -> with.parallelism(4).partSize(1_000_000);
            default -> with;
        });
        return TransferClient.builder()
                .options(options)
                .tls(tls)
                .resolver(resolver)
                .build();
    }

    private static TransferOptions options(UnaryOperator<TransferOptions.Builder> changes) {
        return Links.options(with ->
                changes.apply(with.connectTimeout(LONG).stallTimeout(LONG).retry(new RetryPolicy(5, LONG, LONG))));
    }

    private Transfer transfer(Wait wait, TransferClient client, Cancellation cancellation) throws Exception {
        Transfers transfers = new Transfers(client, cancellation);
        String ok = "HTTP/1.1 200 OK\r\n";
        String head = ok + "Content-Length: 9000000\r\nETag: \"0123\"\r\n\r\n";
        String refused = "HTTP/1.1 403 F\r\nContent-Length: 1000\r\n\r\n<Error>";
        String chunk = ok + "Transfer-Encoding: chunked\r\n\r\n5;";
        String busy = "HTTP/1.1 503 Busy\r\nRetry-After: 599\r\nContent-Length: 0\r\n\r\n";
        return switch (wait) {
            case LOOK_UP -> transfers.download("http", 1);
            case CONNECTION -> transfers.download("http", blackHole());
            case HANDSHAKE ->
                transfers.download("https", server(false, wire -> wire.dripForEver("\u0016\u0003\u0003@\u0000\u0002")));
            case HEAD -> transfers.download("http", server(wire -> wire.send(ok).dripForEver("x-a: b\r\n")));
            case ERROR_DOCUMENT ->
                transfers.download("http", server(wire -> wire.send(refused).dripForEver(" ")));
            case BODY ->
                transfers.download("http", server(wire -> wire.send(head).dripForEver("x")));
            case CHUNK ->
                transfers.download("http", server(wire -> wire.send(chunk).dripForEver("x")));
            case BODY_OVER_TLS ->
                transfers.download(
                        "https", serverOverTls(wire -> wire.send(head).dripForEver("x")));
            case RANGES -> transfers.download("http", server(rangesThatDrip()));
            case STREAM -> {
                ObjectRequest request = ObjectRequest.builder(
                                to("http", server(wire -> wire.send(head).dripForEver("x")), "GET"))
                        .build();
                yield () -> {
                    try (DownloadStream stream = (DownloadStream) client.stream(request, cancellation)) {
                        stream.readAllBytes();
                    }
                };
            }
            case BUSY_STREAM -> {
                DownloadFilter otherExchange = object -> {
                    reached.countDown();
                    return DownloadFilter.Admission.BUSY;
                };
                ObjectRequest request = ObjectRequest.builder(to("http", 1, "GET"))
                        .filter(otherExchange)
                        .build();
                yield () -> client.stream(request, cancellation);
            }
            case UPLOAD, PACE_OF_AN_UPLOAD ->
                transfers.upload(to("http", server(HostileServer.Wire::beSilent), "PUT"), null);
            case UPLOAD_OVER_TLS ->
                transfers.upload(to("https", serverOverTls(HostileServer.Wire::beSilent), "PUT"), null);
            case BACKOFF ->
                transfers.download("http", server(wire -> wire.send(busy).beSilent()));
            case PACE ->
                transfers.download("http", server(wire -> wire.send(head).send("x", 9_000_000)));
            case FRESH_LINK -> {
                DownloadRequest request = DownloadRequest.of(
                        ObjectRequest.builder(ended("GET"))
                                .refresher(this::stuck)
                                .build(),
                        directory);
                yield () -> client.download(request, cancellation);
            }
            case FRESH_LINK_OF_AN_UPLOAD -> transfers.upload(ended("PUT"), this::stuck);
        };
    }

    private final class Transfers {
        private final TransferClient client;
        private final Cancellation cancellation;

        Transfers(TransferClient client, Cancellation cancellation) {
            this.client = client;
            this.cancellation = cancellation;
        }

        Transfer download(String scheme, int port) {
            return () -> client.download(Links.request(to(scheme, port, "GET"), directory), cancellation);
        }

        Transfer upload(PresignedLink link, @Nullable LinkRefresher refresher) {
            UploadRequest request = UploadRequest.builder(link, UploadSource.of(new byte[32 * 1024 * 1024]))
                    .refresher(refresher)
                    .build();
            return () -> client.upload(request, cancellation);
        }
    }

    private void awaitWait(Wait wait, Thread thread, CompletableFuture<Throwable> ended) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (ended.isDone()) {
                throw new AssertionError("ended before", ended.get());
            }
            List<String> stack = Arrays.stream(thread.getStackTrace())
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                    .toList();
            return switch (wait) {
                case CONNECTION -> stack.stream().anyMatch(frame -> frame.matches(".*Socket\\w*[.]connect"));
                case BACKOFF, PACE, PACE_OF_AN_UPLOAD ->
                    stack.stream().anyMatch(frame -> frame.endsWith("Deadline.sleep"));
                case BUSY_STREAM ->
                    reached.getCount() == 0 && stack.stream().anyMatch(frame -> frame.endsWith("Deadline.sleep"));
                case UPLOAD, UPLOAD_OVER_TLS -> stack.stream().anyMatch(frame -> frame.endsWith("UploadBody.write"));
                default ->
                    reached.getCount() == 0
                            && (thread.getState() == Thread.State.WAITING
                                    || thread.getState() == Thread.State.TIMED_WAITING
                                    || stack.stream().anyMatch(frame -> frame.endsWith("read")));
            };
        });
    }

    private PresignedLink stuck(PresignedLink ended) throws IOException {
        reached.countDown();
        awaitRelease();
        throw new IOException("too late for " + ended.maskedUrl());
    }

    private void awaitRelease() {
        boolean interrupted = true;
        while (interrupted) {
            try {
                released.await();
                interrupted = false;
            } catch (InterruptedException e) {
                // There are refreshers, and systems that resolve hosts, that do not care.
                interrupted = true;
            }
        }
    }

    private final class StuckResolver implements HostResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            reached.countDown();
            awaitRelease();
            throw new UnknownHostException(host);
        }
    }

    private static PresignedLink to(String scheme, int port, String method) {
        return PresignedLink.of(scheme + "://localhost:" + port + "/k", method);
    }

    private static PresignedLink ended(String method) {
        return PresignedLink.builder("http://localhost:1/k")
                .method(method)
                .expiresAt(Instant.EPOCH)
                .build();
    }

    @FunctionalInterface
    private interface Reaction {
        void respond(HostileServer.Wire wire) throws IOException, InterruptedException;
    }

    private int server(Reaction reaction) throws IOException {
        return server(true, reaction);
    }

    private int server(boolean waits, Reaction reaction) throws IOException {
        return server(new HostileServer(ServerSocketFactory.getDefault(), waits, (request, wire) -> {
            reached.countDown();
            reaction.respond(wire);
        }));
    }

    private int serverOverTls(Reaction reaction) throws IOException {
        return server(new HostileServer(tls.getServerSocketFactory(), true, (request, wire) -> {
            reached.countDown();
            reaction.respond(wire);
        }));
    }

    private int server(HostileServer server) {
        opened.add(server);
        return server.port();
    }

    /** The first range comes at once, all others drip. */
    private HostileServer rangesThatDrip() throws IOException {
        return new HostileServer((request, wire) -> {
            String range = request.lines()
                    .filter(line -> line.startsWith("Range: bytes="))
                    .findFirst()
                    .orElseThrow()
                    .substring("Range: bytes=".length());
            wire.send("HTTP/1.1 206 Partial\r\nETag: \"0123\"\r\nContent-Length: 1000000\r\nContent-Range: bytes "
                    + range + "/9000000\r\n\r\n");
            if (range.startsWith("0-")) {
                wire.send("x", 1_000_000).beSilent();
            } else {
                reached.countDown();
                wire.dripForEver("x");
            }
        });
    }

    private int blackHole() throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        opened.add(listener);
        while (true) {
            Socket socket = new Socket();
            opened.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return listener.getLocalPort();
            }
        }
    }
}
