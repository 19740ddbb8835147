// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.test.InMemoryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code fileExist=Ignore}, a file that another program takes away during a download is a free name. */
class TakenAwayFileTest extends OssPresignedTestSupport {

    private static final int DOWNLOADS = 4000;
    private static final int THREADS = 4;
    private static final int NAMES = 3;

    @TempDir(factory = InMemoryDirectory.class)
    Path inMemory;

    private final AtomicInteger begun = new AtomicInteger();
    private final Map<String, Integer> results = new ConcurrentHashMap<>();

    TakenAwayFileTest() {
        withoutRouteBuilder();
    }

    @Test
    void filesThatAreTakenAwayAreDownloadedOrLeftAlone() throws Exception {
        context.start();
        String small = stored("small", "ours");
        String large = stored("large", "ours".repeat(100_000));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(threads.submit(() -> {
                    for (int n = begun.getAndIncrement(); n < DOWNLOADS; n = begun.getAndIncrement()) {
                        results.merge(result(n % 10 == 0 ? large : small, name(n)), 1, Integer::sum);
                    }
                }));
            }
            ends.add(threads.submit(this::takeFilesAway));
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }

        System.out.println("files that are taken away, by verification: " + results);
        // A file that is left alone is not verified.
        assertThat(results.keySet()).containsExactlyInAnyOrder("crc64", "none");
        assertThat(results.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(DOWNLOADS);
    }

    private static String name(int number) {
        return "file-" + number % NAMES;
    }

    private String result(String link, String name) {
        String uri = "osspresigned:" + inMemory + "?" + LOCAL
                + "&fileExist=Ignore&maxAttempts=100&backoffInitial=1ms&fileName=${header.to}";
        Exchange result = template.request(uri, exchange -> {
            exchange.getMessage().setBody(link);
            exchange.getMessage().setHeader("to", name);
        });
        return result.getException() == null
                ? result.getMessage().getHeader(OssPresignedConstants.VERIFIED, String.class)
                : result.getException()
                        .toString()
                        .replaceAll("file-[0-9]", "file")
                        .replaceAll("\\(http.*", "");
    }

    /** Puts some files there, too. */
    private Object takeFilesAway() throws IOException {
        for (int n = 0; begun.get() < DOWNLOADS; n++) {
            Path file = inMemory.resolve(name(n));
            if (n % 8 == 0) {
                Files.writeString(file, "theirs");
            }
            Files.deleteIfExists(file);
        }
        return results;
    }
}
