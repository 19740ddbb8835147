// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A removed route takes the endpoints of {@code linkSource} and {@code refreshUri} with it, unless something else uses them. */
class RemovedRoutesTest extends OssPresignedTestSupport {

    private static final int ROUTES = 10;
    private static final String RENEW = "&refreshUri=RAW(presign:" + BUCKET + "?operation=renew&expiration=";

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:kept").to("mock:kept");
    }

    private static void add(CamelContext context, String id, String from, String to, boolean autoStartup)
            throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).autoStartup(autoStartup).to(to);
            }
        });
    }

    private void add(String id, String from, String to) throws Exception {
        add(context, id, from, to, true);
    }

    private void remove(String id) throws Exception {
        context.getRouteController().stopRoute(id);
        assertThat(context.removeRoute(id)).isTrue();
    }

    private boolean isKnown(String uri) {
        return context.hasEndpoint(uri) != null;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void removedRoutesLeaveNoEndpoints(boolean started) throws Exception {
        Set<Endpoint> before = Set.copyOf(context.getEndpoints());
        for (int i = 0; i < ROUTES; i++) {
            String options = "&linkSource=seda:links" + i + RENEW + (i + 1) + "m)";
            add(context, "source", osspresigned(options), "mock:kept", started);
            remove("source");
            add(context, "step", "direct:step" + i, osspresigned(RENEW + (i + 1) + "m)"), started);
            remove("step");
        }
        assertThat(context.getEndpoints()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void endpointThatAnotherRouteUsesIsKept() throws Exception {
        add("a", osspresigned("&linkSource=seda:links&fileName=a" + RENEW + "1m)"), "mock:kept");
        add("b", "direct:b", osspresigned("&fileName=b" + RENEW + "1m)"));
        add(context, "c", "seda:links", "mock:kept", false);
        Endpoint source = context.hasEndpoint("seda:links");
        remove("a");

        assertThat(context.hasEndpoint("seda:links")).isSameAs(source);
        assertThat(isKnown("presign:" + BUCKET + "?operation=renew&expiration=1m"))
                .isTrue();
        remove("b");
        assertThat(isKnown("presign:" + BUCKET + "?operation=renew&expiration=1m"))
                .isFalse();
    }

    @Test
    void endpointThatARouteOfAnotherComponentUsesIsKept() throws Exception {
        context.addComponent("other", new OssPresignedComponent());
        String options = "&linkSource=RAW(seda:links?multipleConsumers=true)" + RENEW + "1m)";
        add("a", osspresigned(options), "mock:kept");
        add("b", osspresigned(options).replaceFirst("osspresigned", "other"), "mock:kept");
        remove("a");

        String renew = "presign:" + BUCKET + "?operation=renew&expiration=1m";
        assertThat(isKnown("seda:links?multipleConsumers=true")).isTrue();
        assertThat(isKnown(renew)).isTrue();
        remove("b");
        assertThat(isKnown("seda:links?multipleConsumers=true")).isFalse();
        assertThat(isKnown(renew)).isFalse();
    }

    @Test
    void sourceStaysAliveIfAnotherRouteThatSendsToItIsRemoved() throws Exception {
        add("links", osspresigned("&linkSource=seda:links"), "mock:kept");
        add("sender", "direct:sender", "seda:links");
        remove("sender");
        getMockEndpoint("mock:kept").expectedMessageCount(1);
        send("seda:links", stored("k", "content"), Map.of());

        getMockEndpoint("mock:kept").assertIsSatisfied();
    }

    @Test
    void linkIsRenewedAlthoughTheRouteThatSharedItsRefreshUriIsRemoved() throws Exception {
        String renew = "presign:" + BUCKET + "?operation=renew";
        add("step", "direct:step", osspresigned("&refreshUri=RAW(" + renew + ")"));
        add("portal", "direct:portal", renew);
        Endpoint shared = Objects.requireNonNull(context.hasEndpoint(renew));
        String link = stored("k", "content");
        clock.advance(Duration.ofHours(2));
        remove("portal");
        context.removeEndpoint(shared);

        Exchange result = send("direct:step", link, Map.of());
        assertThat(result.getException()).isNull();
        assertThat(inbox().resolve("k")).hasContent("content");
    }

    @Test
    void routeThatIsAddedAgainReceivesLinks() throws Exception {
        for (int i = 0; i < 3; i++) {
            add("links", osspresigned("&linkSource=seda:links"), "mock:kept");
            context.getRouteController().suspendRoute("links");
            context.getRouteController().resumeRoute("links");
            context.getRouteController().stopRoute("links");
            context.getRouteController().startRoute("links");
            send("seda:links", stored("k" + i, "content"), Map.of());
            String file = "k" + i;
            await().untilAsserted(() -> assertThat(filesIn(inbox())).contains(file));
            remove("links");
        }
    }

    @Test
    void routesOfAnotherContextKeepTheirEndpoints() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.start();
            add(other, "links", osspresigned("&linkSource=seda:links"), "mock:kept", true);
            add("links", osspresigned("&linkSource=seda:links"), "mock:kept");
            remove("links");

            assertThat(other.hasEndpoint("seda:links")).isNotNull();
            assertThat(isKnown("seda:links")).isFalse();
        }
    }
}
