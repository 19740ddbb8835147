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

/** The dev console shows downloads in progress and the last failure, with masked URLs. */
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
        assertThat(onlyEndpoint()).doesNotContainKey("failure");
    }

    @Test
    void showsLastFailureUntilADownloadSucceeds() throws Exception {
        for (int i = 0; i < 12; i++) {
            fetch(link("missing" + i));
        }

        JsonObject failure = (JsonObject) onlyEndpoint().get("failure");
        assertThat(failure)
                .containsEntry("exception", "ObjectNotFoundException")
                .containsEntry("time", clock.instant().toString())
                .containsEntry("routeId", "fetch");
        assertThat((String) failure.get("url")).contains("/missing11?");
        assertThat(text())
                .contains("    failed: url http://")
                .contains("time " + clock.instant() + ", exception ObjectNotFoundException")
                .doesNotContain(TransferListenerRouteTest.signature(link("missing11")));

        fetch(stored("k", 10));
        assertThat(onlyEndpoint()).doesNotContainKey("failure");
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
        assertThat(endpoint.keySet()).contains("uri", "active").isSubsetOf("uri", "active", "failure");
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
