// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A manifest that has partly failed stays in place, and the next run downloads only the failed links. */
class ManifestRerunTest extends OssPresignedTestSupport {

    private static final int LINKS = 200;
    /** Every 17th object is missing at first: 12 of 200. */
    private static final List<Integer> MISSING =
            IntStream.range(0, LINKS).filter(i -> i % 17 == 3).boxed().toList();

    private final List<LinkSummary> summaries = new CopyOnWriteArrayList<>();
    private final List<Integer> requests = new CopyOnWriteArrayList<>();
    private final List<String> routed = new CopyOnWriteArrayList<>();

    ManifestRerunTest() {
        withoutRouteBuilder();
    }

    /** Heard before the file is released, so that the next run begins with what this one leaves. */
    private final class Runs implements TransferListener {
        @Override
        public void batchFinished(String exchangeId, LinkSummary summary) {
            summaries.add(summary);
            requests.add(server.requests().size());
            MISSING.forEach(i -> stored("object-" + i, "content " + i));
        }
    }

    /** A configured key is checked before any request; the identity of the object is known only after the first response. */
    @ParameterizedTest
    @CsvSource({"&idempotentKey=RAW(${header.CamelPresignUrlMasked}), 12, 1", "'', 200, 4"})
    void downloadsOnlyFailedLinksAgain(String key, int secondRun, int concurrent) throws Exception {
        assertThat(MISSING).hasSize(12);
        Path links = Files.createDirectories(directory.resolve("links"));
        Path seen = directory.resolve("seen.dat");
        context.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(seen.toFile()));
        context.getRegistry().bind("runs", new Runs());
        String uri = osspresigned("&idempotent=true&idempotentRepository=#seen&transferListener=#runs"
                + "&concurrentDownloads=" + concurrent + key
                + "&linkSource=RAW(file:" + links + "?initialDelay=0&delay=50)");
        addRoutes(routes -> routes.from(uri)
                .process(exchange -> routed.add(exchange.getMessage().getBody(String.class))));
        StringBuilder manifest = new StringBuilder();
        for (int i = 0; i < LINKS; i++) {
            String content = "content " + i;
            manifest.append(MISSING.contains(i) ? link("object-" + i) : stored("object-" + i, content))
                    .append('\n');
        }
        Files.writeString(links.resolve("manifest"), manifest);

        context.start();

        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(filesIn(links)).containsExactly(".camel/manifest"));
        assertThat(summaries)
                .extracting(LinkSummary::toString)
                .containsExactly(
                        "200 links: 188 downloaded, 0 duplicates, 12 failed (ObjectNotFoundException 12)",
                        "200 links: 12 downloaded, 188 duplicates, 0 failed");
        assertThat(requests.get(0)).isEqualTo(LINKS);
        assertThat(requests.get(1) - requests.get(0)).isEqualTo(secondRun);
        assertThat(routed)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, LINKS).mapToObj(i -> "content " + i).toList());
        assertThat(Files.readAllLines(seen)).hasSize(LINKS);
    }
}
