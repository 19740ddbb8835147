// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.WebBrowser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures pages that many use, or that show much. Not run by default: its name is no name of a test. */
class PortalLoad {

    private static final int SHARES = 1000;
    private static final int RATE = 200;
    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 30;
    private static final int IDLE_SECONDS = 60;
    private static final int ENTRIES = 2_000_000;
    private static final int SHARES_OF_OWNER = 5000;

    @TempDir
    Path profile;

    @Test
    void searchOfALongRecord() throws Exception {
        try (RunningPortal portal = new RunningPortal("logging.level.root=warn")) {
            portal.bean(JdbcClient.class).sql("""
                            INSERT INTO audit (at, owner, actor, action, share_id, name)
                            SELECT now() - number * interval '3 seconds', 'demo', '192.0.2.' || number % 250,
                                (ARRAY['DOWNLOADED', 'CREATED', 'MAILED'])[1 + number % 3], md5(number::text),
                                'report-' || number || '.pdf'
                            FROM generate_series(1, :entries) number""").param("entries", ENTRIES).update();
            portal.bean(JdbcClient.class).sql("ANALYZE audit").update();
            Owner owner = new Owner(portal);
            for (String text : List.of("report-1234567", "192.0.2.77", "downloaded", "pdf", "nothing", "")) {
                List<Long> millis = new ArrayList<>();
                for (int i = 0; i < 9; i++) {
                    long begun = System.nanoTime();
                    owner.send("GET", "/audit?text=" + text, null);
                    millis.add((System.nanoTime() - begun) / 1_000_000);
                }
                System.out.printf(
                        "search of %,d entries for '%s': median %d ms, longest %d ms%n",
                        ENTRIES, text, millis.stream().sorted().toList().get(4), Collections.max(millis));
            }
        }
    }

    @Test
    void pageOfAnOwnerWithManyShares() throws Exception {
        try (RunningPortal portal = new RunningPortal("logging.level.root=warn");
                WebBrowser browser = Objects.requireNonNull(WebBrowser.start(profile), "browser")) {
            Instant now = Instant.now();
            for (int i = 0; i < SHARES_OF_OWNER; i++) {
                new OpenShare("many" + i, "demo", "report-" + i + ".pdf", "", null, 5)
                        .add(portal, new byte[7], now, now.plusSeconds(86_400));
            }
            WebBrowser.Tab empty = browser.open("about:blank", "");
            Duration idle = idle();
            empty.close();
            PortalTab tab = new PortalTab(portal, browser);
            tab.openAsOwner();
            for (int i = 0; i < 5; i++) {
                tab.reload();
                tab.until("String(document.querySelector('#loading').hidden)", "true");
                System.out.println(SHARES_OF_OWNER + " shares, first view after ms: "
                        + tab.evaluate(
                                "String(Math.round(performance.getEntriesByType('paint').at(-1).startTime)) + ', list after '"
                                        + " + Math.round(performance.now())"));
            }
            System.out.printf(
                    "browser idle: %.2f %% of a core, with an empty page %.2f %%%n",
                    idle().toMillis() / (IDLE_SECONDS * 10.0), idle.toMillis() / (IDLE_SECONDS * 10.0));
        }
    }

    /** Returns the processor time that the browser takes while nobody does anything. */
    private static Duration idle() throws InterruptedException {
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        Duration before = processorTime();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        return processorTime().minus(before);
    }

    /** Returns the processor time of all processes of the browser. */
    private static Duration processorTime() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").matches(".*(chrom|firefox).*"))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * The latency counts from the time at which a request was due, so that a portal that stops for a while is not spared.
     */
    @Test
    void pagesOfShares() throws Exception {
        try (RunningPortal portal = new RunningPortal("logging.level.root=warn")) {
            String run = UUID.randomUUID().toString();
            Instant now = Instant.now();
            for (int i = 0; i < SHARES; i++) {
                new OpenShare(run + i, "demo", "report.pdf", "hello", null, 5)
                        .add(portal, new byte[7], now, now.plusSeconds(3600));
            }
            load(portal, run, WARM_UP_SECONDS);
            System.out.println(load(portal, run, SECONDS));
        }
    }

    private static String load(RunningPortal portal, String run, int seconds) throws Exception {
        int requests = RATE * seconds;
        long[] micros = new long[requests];
        AtomicInteger failed = new AtomicInteger();
        HttpClient browser = HttpClient.newHttpClient();
        List<CompletableFuture<?>> pending = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            int request = i;
            long due = start + i * (1_000_000_000L / RATE);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            HttpRequest page = HttpRequest.newBuilder(portal.uri("/s/" + run + request % SHARES))
                    .build();
            pending.add(browser.sendAsync(page, BodyHandlers.ofString()).handle((response, problem) -> {
                micros[request] = (System.nanoTime() - due) / 1000;
                return problem != null || response.statusCode() != 200 ? failed.incrementAndGet() : 0;
            }));
        }
        CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(failed.get()).as("pages that failed").isZero();
        Arrays.sort(micros);
        return "%d pages at %d/s: p50 %.1f ms, p99 %.1f ms, max %.1f ms, processors %d"
                .formatted(
                        requests,
                        RATE,
                        micros[requests / 2] / 1000.0,
                        micros[requests * 99 / 100] / 1000.0,
                        micros[requests - 1] / 1000.0,
                        Runtime.getRuntime().availableProcessors());
    }
}
