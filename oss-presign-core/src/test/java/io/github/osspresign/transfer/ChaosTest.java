// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.RandomFaults;
import io.github.osspresign.test.RandomSeed;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerifiedBy;
import io.github.osspresign.transfer.time.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong, and in whatever order, a file of the final name is the object. {@code -Dchaos.runs=} sets how
 * many sequences are tried, many with {@code -Plong}; {@code -Dchaos.seed=} sets the first of them.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChaosTest extends DevServerTestSupport {

    private static final int LARGEST = RandomFaults.LARGEST;
    private static final int RUNS = Integer.getInteger("chaos.runs", 75);

    @BeforeEach
    void noticeStalls() {
        letTimePass();
    }

    @Test
    void knowsEveryFault() {
        assertThat(List.<Class<?>>copyOf(RandomFaults.KINDS.keySet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Fault.OnRequest.class.getPermittedSubclasses()));
        assertThat(Fault.OnConnection.class.getPermittedSubclasses())
                .as("tried below, one by one")
                .containsExactlyInAnyOrder(Fault.TlsFailure.class, Fault.ConnectionRefused.class);
    }

    static Stream<Class<? extends Fault.OnRequest>> kinds() {
        return RandomFaults.KINDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneFaultOfAKindAtEachOfTheFirstRequests(Class<? extends Fault.OnRequest> kind) throws Exception {
        byte[] content = store(LARGEST);
        for (int nth = 1; nth <= 4; nth++) {
            Random random = new Random(nth);
            server.inject(
                    FaultRule.of(RandomFaults.KINDS.get(kind).apply(random)).onNth(nth));
            tryOnce(options(random, 1_000_000), content, kind + " at " + nth);
            server.clearFaults();
            succeed(content, kind + " at " + nth);
        }
    }

    @Test
    void runsWithNeighbouringSeedsMakeDifferentFirstChoices() {
        assertThat(LongStream.range(1_000_000, 1_000_020)
                        .mapToObj(seed -> RandomSeed.random(seed).nextBoolean())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void sequencesOfFaults() throws Exception {
        long first = Long.getLong("chaos.seed", System.nanoTime());
        System.out.println("chaos: " + RUNS + " runs, first seed " + first);
        for (long seed = first; seed < first + RUNS; seed++) {
            Random random = RandomSeed.random(seed);
            byte[] content = store(random.nextInt(random.nextBoolean() ? LARGEST : 100_000));
            String what = "seed " + seed;
            for (int call = random.nextInt(3); call >= 0; call--) {
                inject(random);
                tryOnce(options(random), content, what);
                server.clearFaults();
                if (random.nextInt(8) == 0) {
                    content = store(content.length);
                }
            }
            succeed(content, what);
        }
    }

    private void inject(Random random) {
        for (int faults = random.nextInt(7); faults > 0; faults--) {
            Fault fault = RandomFaults.any(random, List.of());
            server.inject(FaultRule.of(fault).onNth(1 + random.nextInt(4)).times(1 + random.nextInt(2)));
        }
    }

    private static TransferOptions options(Random random) {
        return options(random, 1 + random.nextInt(2_000_000) + 20_000);
    }

    private static TransferOptions options(Random random, long partSize) {
        return patient(with -> with.stallTimeout(Duration.ofMillis(150))
                .parallelism(1 + random.nextInt(4))
                .partSize(partSize));
    }

    private void tryOnce(TransferOptions options, byte[] content, String what) throws Exception {
        Path file = directory.resolve("object.bin");
        try {
            download(
                    options,
                    DownloadRequest.of(
                            ObjectRequest.builder(link())
                                    .fileName("object.bin")
                                    .refresher(ended -> link())
                                    .build(),
                            directory));
            assertThat(file).as(what).exists();
        } catch (OssPresignException e) {
            assertThat(e.getMessage())
                    .as(what)
                    .contains("?… (V4, ends ")
                    .doesNotContainPattern("x-oss-signature=[0-9a-f]{6}");
        }
        if (Files.exists(file)) {
            assertThat(Arrays.equals(Files.readAllBytes(file), content))
                    .as(what)
                    .isTrue();
        }
    }

    private void succeed(byte[] content, String what) throws Exception {
        Path file = directory.resolve("object.bin");
        Files.deleteIfExists(file);
        Downloaded result = download(
                patient(),
                DownloadRequest.of(
                        ObjectRequest.builder(link()).fileName("object.bin").build(), directory));
        assertThat(Arrays.equals(Files.readAllBytes(file), content)).as(what).isTrue();
        assertThat(result.verified()).as(what).isEqualTo(VerifiedBy.crc64);
        assertOnly("object.bin");
        Files.delete(file);
    }

    @Test
    void aServiceThatIsAwayForAWhileIsWaitedFor() throws Exception {
        byte[] content = store(1000);
        server.inject(new Fault.ConnectionRefused(Duration.ofHours(1)));
        Sleeper sleeper = (wait, until) -> server.acceptConnections();
        try (TransferClient client = client(patient(), sleeper)) {
            Downloaded result = (Downloaded) client.download(Links.request(link(), directory));
            assertThat(result.file()).hasBinaryContent(content);
            assertThat(result.attempts()).isEqualTo(2);
        }
    }

    @Test
    void aHandshakeThatIsRefusedIsNotTriedAgain() throws Exception {
        try (OssDevServer tls =
                OssDevServer.builder().bucket(BUCKET).clock(clock).tls().start()) {
            tls.inject(new Fault.TlsFailure());
            String url = "https://127.0.0.1:" + tls.port() + "/demo/a?" + Links.QUERY;
            tryOnce(patient(), url);
            assertThat(tls.requests()).isEmpty();
        }
        assertOnly();
    }

    private void tryOnce(TransferOptions options, String url) {
        try {
            download(options, Links.request(PresignedLink.of(url), directory));
            throw new AssertionError("expected a failure");
        } catch (OssPresignException e) {
            assertThat(e.isRetryable()).isFalse();
        }
    }
}
