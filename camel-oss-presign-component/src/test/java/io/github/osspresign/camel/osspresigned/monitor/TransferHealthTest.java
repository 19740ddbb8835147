// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OperationTestSupport;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.test.SettableClock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.Test;

/** The health status shows whether links can be used at all, not whether the last link was valid. */
class TransferHealthTest extends OperationTestSupport {

    private static final Fault OUT_OF_ORDER = new Fault.StatusError(500, "InternalError", "no");

    /** What the endpoints go by; the service has another one. */
    private final SettableClock ours = new SettableClock(clock.instant());

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("osspresigned", OssPresignedComponent.class).setClock(ours);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        for (String repository : List.of("consumers", "producers")) {
            HealthCheckRepository resolved = (HealthCheckRepository) health.resolveById(repository);
            resolved.setEnabled(true);
            health.register(resolved);
        }
        return context;
    }

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:links").to(osspresigned("&maxAttempts=1"));
        routes.from(osspresigned("&maxAttempts=1&linkSource=direct:source"))
                .routeId("consume")
                .to("mock:out");
    }

    /** Stores three objects. Their links differ, as those of three messages do. */
    private List<String> threeLinks() {
        return List.of(stored("k1", 10), stored("k2", 10), stored("k", 10));
    }

    @Test
    void producerIsDownWhileTheServiceFails() {
        assertThat(producerHealth().getState()).isEqualTo(HealthCheck.State.UP);
        List<String> urls = threeLinks();
        String url = urls.get(2);
        server.inject(OUT_OF_ORDER, 3);

        urls.forEach(this::fetch);

        HealthCheck.Result down = producerHealth();
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getDetails())
                .containsEntry("download.outcome", "failed")
                .containsEntry("download.exception", "DownloadFailedException")
                .containsEntry("download.time", ours.instant().toString())
                .containsEntry("clock.skew.seconds", 0L)
                .containsEntry("downloads.active", 0);
        assertThat((String) down.getDetails().get("download.url")).contains("/demo/k?");
        assertThat(down.getDetails().toString() + down.getMessage() + down.getError())
                .doesNotContain(TransferListenerRouteTest.signature(url));
        assertThat(down.getMessage()).isPresent();

        fetch(url);

        assertThat(producerHealth().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(producerHealth().getDetails()).containsEntry("download.outcome", "downloaded");
    }

    @Test
    void invalidLinkDoesNotAffectHealth() {
        fetch(link("missing"));
        assertThat(producerHealth().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(producerHealth().getDetails()).containsEntry("download.exception", "ObjectNotFoundException");

        server.inject(OUT_OF_ORDER, 3);
        threeLinks().forEach(this::fetch);
        fetch("https://elsewhere.example/k");
        assertThat(producerHealth().getState()).as("nothing was sent").isEqualTo(HealthCheck.State.DOWN);

        fetch(link("missing"));
        assertThat(producerHealth().getState()).as("the service has responded").isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void consumerReportsHealthOfItsDownloads() {
        List<String> urls = threeLinks();
        String url = urls.get(2);
        assertThat(consumerHealth().getState()).isEqualTo(HealthCheck.State.UP);
        server.inject(OUT_OF_ORDER, 3);

        urls.forEach(link ->
                template.send("direct:source", exchange -> exchange.getMessage().setBody(link)));
        assertThat(consumerHealth().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(consumerHealth().getDetails()).containsEntry("download.exception", "DownloadFailedException");

        template.send("direct:source", exchange -> exchange.getMessage().setBody(url));
        assertThat(consumerHealth().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void largeClockSkewIsDown() {
        String url = stored("k", 10);
        ours.advance(Duration.ofMinutes(14));
        fetch(url);
        assertThat(producerHealth().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(producerHealth().getDetails()).containsEntry("clock.skew.seconds", -840L);

        ours.advance(Duration.ofMinutes(2));
        fetch(url);
        assertThat(producerHealth().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(producerHealth().getMessage())
                .hasValue("clock: must be within 15 minutes of the clock of the service, was 960 seconds ahead");
    }

    @Test
    void reportsLinkSourceThatIsDown() throws Exception {
        String source =
                "presign:nobucket?region=" + server.region() + "&addressStyle=path&endpoint=" + server.endpoint()
                        + "&accessKey=" + server.accessKeyId() + "&secretKey=" + server.accessKeySecret()
                        + "&delay=50&initialDelay=0";
        addRoutes(routes -> routes.from(osspresigned("&linkSource=RAW(" + source + ")"))
                .routeId("watch")
                .to("mock:watched"));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(check("consumer:watch").getDetails()).containsKey("oss.code"));
        assertThat(check("consumer:watch").getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    private HealthCheck.Result producerHealth() {
        return HealthCheckHelper.invoke(context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:osspresigned-"))
                .findFirst()
                .orElseThrow();
    }

    private HealthCheck.Result consumerHealth() {
        return check("consumer:consume");
    }

    private HealthCheck.Result check(String id) {
        return HealthCheckRegistry.get(context).getCheck(id).orElseThrow().call();
    }
}
