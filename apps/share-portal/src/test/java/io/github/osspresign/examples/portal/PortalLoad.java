// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Measures the page of a share at a fixed rate of requests. Not run by default: its name is no name of a test. The latency
 * counts from the time at which a request was due, so that a portal that stops for a while is not spared.
 */
class PortalLoad {

    private static final int SHARES = 1000;
    private static final int RATE = 200;
    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 30;

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
        Arrays.sort(micros);
        return "%d pages at %d/s: p50 %.1f ms, p99 %.1f ms, max %.1f ms, failed %d, processors %d"
                .formatted(
                        requests,
                        RATE,
                        micros[requests / 2] / 1000.0,
                        micros[requests * 99 / 100] / 1000.0,
                        micros[requests - 1] / 1000.0,
                        failed.get(),
                        Runtime.getRuntime().availableProcessors());
    }
}
