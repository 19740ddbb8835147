// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.Postgres;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.test.RandomFaults;
import io.github.osspresign.test.RandomSeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each link is delivered once or fails with the right exception, whatever fails in the service, network and route, and
 * however often the context is stopped. {@code -Dchaos.downloads=} sets the number of links, 1,000 with {@code
 * -Plong}; {@code -Dchaos.seed=} sets the plan, but not the timing of the threads.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RouteChaosTest extends OssPresignedTestSupport {

    private static final int DOWNLOADS = Integer.getInteger("chaos.downloads", 15);
    private static final int LINKS_OF_ROUND = 15;
    private static final String SOON_SILENT = "200ms";
    private static final String PATIENT = "30s";
    private static final Duration LONG = Duration.ofMinutes(1);

    /** An object with another entity tag is another object and may be delivered too. */
    private static final List<Class<? extends Fault.OnRequest>> LEFT_OUT = List.of(Fault.ChangedObject.class);

    private static final List<Way> WAYS = List.of(Way.values());

    @AutoClose
    private static Postgres postgres;

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("chaos.seed");

    private enum Way {
        FOLDER,
        QUEUE,
        MEMORY,
        PRODUCER
    }

    /** State of all rounds. */
    private final Map<String, Integer> failures = new TreeMap<>();

    private final AtomicInteger retries = new AtomicInteger();
    private int links;
    private int deliveries;
    private int messagesFailed;
    private int restarts;

    /** State of the current round. */
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final Map<String, Throwable> lastFailures = new ConcurrentHashMap<>();
    private final Map<String, Integer> stormFailures = new ConcurrentSkipListMap<>();
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger inRoute = new AtomicInteger();
    private ChaosPlan plan;

    RouteChaosTest() {
        withoutRouteBuilder();
    }

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
    }

    @Test
    void deliversEachLinkOnceOrFailsForTheRightReason() throws Exception {
        int round = 0;
        for (; links < DOWNLOADS; round++) {
            round(round, RandomSeed.random(seed.value() + round));
        }
        System.out.println("chaos: rounds " + round + ", links " + links + ": delivered " + deliveries
                + ", messages failed " + messagesFailed + " for " + failures + ", on the way " + stormFailures
                + ", retried " + retries + ", restarts " + restarts);
    }

    private void round(int number, Random random) throws Exception {
        Way way = WAYS.get(number % WAYS.size());
        plan = new ChaosPlan(this, random, number, LINKS_OF_ROUND, way != Way.PRODUCER);
        delivered.clear();
        Path folder = Files.createDirectories(directory.resolve("round-" + number));
        try (ChaosSource source = switch (way) {
            case FOLDER, PRODUCER -> new ChaosFolder(folder.resolve("links"));
            case QUEUE -> new ChaosQueue();
            case MEMORY -> new ChaosMemory();
        }) {
            Round settings = new Round(number, way, source, folder, options(random, folder));
            storm(random);
            CamelContext running = start(settings, SOON_SILENT);
            for (Map.Entry<String, String> message : plan.messages().entrySet()) {
                source.give(message.getKey(), message.getValue());
            }
            for (int restart = random.nextInt(4); restart > 0; restart--) {
                int enough = steps.get() + random.nextInt(40);
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(LONG)
                        .until(() -> steps.get() >= enough || source.isDrained());
                stopAtOnce(running, settings);
                running = start(settings, SOON_SILENT);
                restarts++;
            }
            awaitDrained(settings);
            running.stop();
            running = start(settings, PATIENT);
            calm(settings);
            check(settings);
            running.stop();
        }
    }

    private record Round(int number, Way way, ChaosSource source, Path folder, String options) {

        @Override
        public String toString() {
            return "round " + number + " " + way + " " + options;
        }
    }

    private static String options(Random random, Path folder) {
        String place = switch (random.nextInt(4)) {
            case 0 -> "?";
            case 1 -> "?streaming=true&";
            default -> folder.resolve("inbox") + "?";
        };
        String ranges =
                "&parallelism=" + (1 + random.nextInt(4)) + "&partSize=" + (102_400 + random.nextInt(1_000_000));
        return place + LOCAL + (place.contains("streaming") ? "" : ranges) + "&maxFileSize=" + ChaosPlan.MAX_TAKEN
                + "&maxAttempts=6&backoffInitial=2ms";
    }

    // ---- faults

    private void storm(Random random) {
        server.clearFaults();
        plan.rules().forEach(server::inject);
        for (int i = 0; i < 2 * LINKS_OF_ROUND; i++) {
            server.inject(FaultRule.of(RandomFaults.any(random, LEFT_OUT))
                    .onNth(1 + random.nextInt(2 * LINKS_OF_ROUND))
                    .times(1 + random.nextInt(3)));
        }
    }

    /** Stops the context without waiting for exchanges in progress. */
    private void stopAtOnce(CamelContext context, Round round) {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setShutdownNowOnTimeout(true);
        context.stop();
        // Two processes may both deliver an object; the next context is to be the same one, later.
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(inRoute).as("%s", round).hasValue(0);
            assertThat(context.getInflightRepository().browse()).as("%s", round).isEmpty();
        });
    }

    /** Removes all temporary faults and sends failed messages again. */
    private void calm(Round round) throws Exception {
        server.clearFaults();
        plan.rules().forEach(server::inject);
        plan.calm();
        for (int pass = 0; pass < 5; pass++) {
            lastFailures.clear();
            round.source().giveFailedAgain();
            awaitDrained(round);
            if (round.source().failed().equals(plan.failing())) {
                return;
            }
        }
    }

    private void awaitDrained(Round round) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(round.source().isDrained()).as("%s", round).isTrue());
        await().atMost(LONG).until(() -> inRoute.get() == 0);
    }

    // ---- the route

    private CamelContext start(Round round, String stallTimeout) throws Exception {
        CamelContext next = createCamelContext();
        next.getRegistry().bind("seen", repository(round));
        next.getRegistry().bind("listener", new Listener(round.options().contains("streaming=true")));
        round.source().connect(next);
        String endpoint = "osspresigned:" + round.options() + "&stallTimeout=" + stallTimeout
                + "&idempotent=true&idempotentRepository=#seen&transferListener=#listener";
        RouteBuilder.addRoutes(next, routes -> {
            var route = round.way() == Way.PRODUCER
                    ? routes.from(round.source().uri())
                            .convertBodyTo(String.class)
                            .to(endpoint)
                            .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE)
                                    .isNull())
                    : routes.from(endpoint + "&concurrentDownloads=" + (1 + round.number() % 3) + "&linkSource=RAW("
                            + round.source().uri() + ")");
            if (round.way() == Way.QUEUE) {
                route.process(this::take).to("jms:queue:out");
            } else {
                route.process(this::take)
                        .process(exchange -> delivered.add(exchange.getMessage().getBody(String.class)));
            }
        });
        next.start();
        return next;
    }

    private static IdempotentRepository repository(Round round) {
        return round.number() / 2 % 2 == 0
                ? FileIdempotentRepository.fileIdempotentRepository(
                        round.folder().resolve("keys").toFile())
                : new JdbcMessageIdRepository(postgres.dataSource(), "round-" + round.number());
    }

    /** Checks the delivered object and makes its name the body. */
    private void take(Exchange exchange) throws IOException {
        inRoute.incrementAndGet();
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            String name = exchange.getMessage().getHeader("CamelFileName", String.class);
            byte[] bytes = body.readAllBytes();
            steps.incrementAndGet();
            if (!Arrays.equals(bytes, plan.object(name))) {
                broken.add(name);
            }
            if (plan.routeFails(name)) {
                throw new IllegalStateException("the route fails");
            }
            exchange.getMessage().setBody(name);
        } finally {
            inRoute.decrementAndGet();
        }
    }

    private final class Listener implements TransferListener {

        /** A stream that a forced stop takes from its route may have no end; what reads it is counted there. */
        private final boolean streamed;

        private Listener(boolean streamed) {
            this.streamed = streamed;
        }

        @Override
        public void started(TransferStart download) {
            inRoute.addAndGet(streamed ? 0 : 1);
            steps.incrementAndGet();
        }

        @Override
        public void retrying(TransferStart download, OssPresignException failure) {
            retries.incrementAndGet();
        }

        @Override
        public void finished(TransferEnd end) {
            inRoute.addAndGet(streamed ? 0 : -1);
            Throwable failure = end.failure();
            if (failure != null) {
                lastFailures.put(name(end.transfer().maskedUrl()), failure);
                stormFailures.merge(end.failureType(), 1, Integer::sum);
            }
        }

        private static String name(String maskedUrl) {
            String path = maskedUrl.replaceFirst("\\?.*", "");
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    // ---- the ledger

    private void check(Round round) throws Exception {
        boolean transacted = round.source() instanceof ChaosQueue;
        if (round.source() instanceof ChaosQueue queue) {
            delivered.addAll(queue.sentOn());
        }
        String what = round.toString();
        assertThat(broken).as(what).isEmpty();
        assertThat(delivered).as(what).containsExactlyInAnyOrderElementsOf(plan.deliverable(transacted));
        assertThat(round.source().failed()).as(what).isEqualTo(plan.failing());
        assertThat(lastFailures.keySet()).as(what).containsAll(plan.doomed().keySet());
        plan.doomed()
                .forEach((name, doom) -> assertThat(lastFailures.get(name))
                        .as(what + " " + name)
                        .isExactlyInstanceOf(doom.failure())
                        .hasMessageContaining("?… (V4, ends "));
        checkFiles(round.folder().resolve("inbox"), what);

        links += plan.links();
        deliveries += delivered.size();
        messagesFailed += plan.failing().size();
        plan.doomed().values().forEach(doom -> failures.merge(doom.failure().getSimpleName(), 1, Integer::sum));
    }

    private void checkFiles(Path inbox, String what) throws IOException {
        List<String> names = filesIn(inbox);
        for (String name : names) {
            if (!name.contains(".part")) {
                assertThat(Arrays.equals(Files.readAllBytes(inbox.resolve(name)), plan.object(name)))
                        .as(what + " " + name)
                        .isTrue();
            }
        }
        assertThat(names.stream().filter(name -> name.contains(".part")).collect(Collectors.toList()))
                .as(what)
                .allMatch(name -> plan.doomed().containsKey(name.substring(0, name.indexOf(".part"))));
    }
}
