// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Sleeper;
import io.github.osspresign.transfer.time.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An OSS-compatible server, links to its objects, and downloads whose waits pass on a clock of the test. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class DevServerTestSupport {

    public static final String BUCKET = "demo";
    public static final String KEY = "dir/object.bin";

    public final SettableClock clock = new SettableClock(Links.NOW);
    private LongSupplier nanoTime = clock::nanoTime;

    @AutoClose
    public final OssDevServer server =
            OssDevServer.builder().bucket(BUCKET).clock(clock).start();
    /** Requested waits; the test clock only pretends that they pass. */
    public final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    public Path directory;

    /** Attempts as by default, and a service that is soon taken for silent. */
    public static TransferOptions patient() {
        return patient(with -> with);
    }

    public static TransferOptions patient(UnaryOperator<TransferOptions.Builder> changes) {
        // The waits of one thread advance the clock, which must not end the steps of the others.
        return Links.options(
                with -> changes.apply(with.retry(RetryPolicy.DEFAULTS).stallTimeout(Duration.ofDays(1))));
    }

    /** Options for a service that holds something back. */
    public TransferOptions impatient() {
        letTimePass();
        return patient(with -> with.stallTimeout(Duration.ofSeconds(1)));
    }

    public byte[] store(int length) {
        byte[] content = TestBytes.random(length);
        server.putObject(BUCKET, KEY, content);
        return content;
    }

    public PresignedLink link() {
        return link(KEY);
    }

    public PresignedLink link(String key) {
        return link(server, key, Duration.ofHours(1), clock.instant());
    }

    public static PresignedLink link(OssDevServer server, String key, Duration lifetime, Instant now) {
        SignedLinks links = new SignedLinks(server, BUCKET, InstantSource.fixed(now));
        return PresignedLink.of(links.url("GET", key, Map.of(), lifetime));
    }

    public TransferClient client(TransferOptions options) {
        Sleeper sleeper = (wait, until) -> {
            waits.add(wait);
            clock.advance(wait);
        };
        return client(options, sleeper);
    }

    public TransferClient client(TransferOptions options, Sleeper sleeper) {
        return client(options, clock, nanoTime, sleeper);
    }

    public static TransferClient client(
            TransferOptions options, InstantSource clock, LongSupplier nanoTime, Sleeper sleeper) {
        try {
            return new TransferClient(
                    options,
                    clock,
                    SSLContext.getDefault(),
                    HostResolver.SYSTEM,
                    new TransferClient.Environment(sleeper, nanoTime, new Random(1), FreeSpace.OF_THE_SYSTEM));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the watch of the time limits of a client's streams. */
    public static Watch watch(TransferClient client) {
        return client.shared().scheduling().watch();
    }

    /** Lets real time pass, too, for what only a service that holds something back shows. */
    public void letTimePass() {
        nanoTime = () -> System.nanoTime() + clock.nanoTime();
    }

    public Downloaded download(TransferOptions options) throws OssPresignException {
        return download(options, Links.request(link(), directory));
    }

    public Downloaded download(TransferOptions options, DownloadRequest request) throws OssPresignException {
        try (TransferClient client = client(options)) {
            return (Downloaded) client.download(request);
        }
    }

    /** The value that each request had for that header, {@code -} where it had none. */
    public List<String> sent(String header) {
        return server.requests().stream()
                .map(request -> request.headers().getOrDefault(header, List.of("-")))
                .map(values -> values.get(0))
                .toList();
    }

    public List<Integer> statuses() {
        return server.requests().stream().map(RecordedRequest::status).toList();
    }

    public void assertOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }
}
