// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dev console shows downloads in progress and failures, with masked URLs. */
@Timeout(120)
class OssPresignedDevConsoleTest extends OperationTestSupport {

    @Test
    void showsDownloadsInProgress() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        remembering.atProgress = () -> {
            arrived.countDown();
            awaitQuietly(goOn);
        };
        String url = stored("dir/a.bin", 2_000_000);
        Future<Exchange> download = template.asyncSend(
                "direct:links", exchange -> exchange.getMessage().setBody(url));
        try {
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

            JsonObject endpoint = onlyEndpoint();
            JsonObject active = (JsonObject) ((JsonArray) endpoint.get("active")).get(0);
            assertThat(active)
                    .containsEntry("routeId", "fetch")
                    .containsEntry("fileName", "a.bin")
                    .containsEntry("total", 2_000_000L)
                    .containsEntry("seconds", 0L)
                    .containsKeys("url", "exchangeId", "bytes", "bytesPerSecond");
            assertThat((Long) active.get("bytes")).isBetween(1_000_000L, 1_300_000L);
            assertThat(text())
                    .contains(
                            "    active: url http://",
                            "seconds 0, fileName a.bin",
                            "total 2000000,",
                            "/demo/dir/a.bin?");
            assertThat(text() + json()).doesNotContain(TransferListenerRouteTest.signature(url));
        } finally {
            goOn.countDown();
        }
        download.get(60, TimeUnit.SECONDS);

        assertThat((JsonArray) onlyEndpoint().get("active")).isEmpty();
        assertThat((Map<?, ?>) onlyEndpoint().get("totals"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("downloaded", 1L),
                        Map.entry("uploaded", 0L),
                        Map.entry("existing", 0L),
                        Map.entry("duplicate", 0L),
                        Map.entry("abandoned", 0L),
                        Map.entry("failed", 0L),
                        Map.entry("bytes", 2_000_000L),
                        Map.entry("resumedBytes", 0L),
                        Map.entry("retries", 0L),
                        Map.entry("verificationFailures", 0L)));
    }

    @Test
    void showsLastFailures() throws Exception {
        for (int i = 0; i < 12; i++) {
            fetch(link("missing" + i));
        }

        JsonArray failures = (JsonArray) onlyEndpoint().get("failures");
        assertThat(failures).hasSize(10);
        assertThat((JsonObject) failures.get(0))
                .containsEntry("exception", "ObjectNotFoundException")
                .containsEntry("time", clock.instant().toString())
                .containsEntry("routeId", "fetch");
        assertThat((String) ((JsonObject) failures.get(0)).get("url")).contains("/missing11?");
        assertThat(text())
                .contains("    failed: url http://")
                .contains("time " + clock.instant() + ", exception ObjectNotFoundException")
                .doesNotContain(TransferListenerRouteTest.signature(link("missing11")));
    }

    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(context).resolveDevConsole("osspresigned");
    }

    private String text() {
        return (String) console().call(DevConsole.MediaType.TEXT, Map.of());
    }

    private JsonObject json() {
        return (JsonObject) console().call(DevConsole.MediaType.JSON, Map.of());
    }

    private JsonObject onlyEndpoint() {
        JsonObject json = json();
        assertThat(json).containsOnlyKeys("endpoints");
        JsonArray endpoints = (JsonArray) json.get("endpoints");
        assertThat(endpoints).hasSize(1);
        JsonObject endpoint = (JsonObject) endpoints.get(0);
        assertThat(endpoint).containsOnlyKeys("uri", "totals", "active", "failures");
        assertThat((String) endpoint.get("uri")).startsWith("osspresigned://");
        return endpoint;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
