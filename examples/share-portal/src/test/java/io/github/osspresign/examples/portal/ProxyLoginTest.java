package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A proxy names the user. */
class ProxyLoginTest {

    private final HttpClient client = HttpClient.newHttpClient();

    private static HttpRequest.Builder settings(RunningPortal portal, String user) {
        return HttpRequest.newBuilder(portal.uri("/api/settings")).header("X-Forwarded-User", user);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void headerOfTheProxyLogsIn() throws Exception {
        try (RunningPortal portal = new RunningPortal("portal.proxy-user-header=X-Forwarded-User")) {
            // The address of the client, which the proxy reports, is not that of the proxy.
            HttpResponse<String> alice =
                    send(settings(portal, "alice@example.com").header("X-Forwarded-For", "203.0.113.7"));

            assertThat(alice.body()).contains("\"user\":\"alice@example.com\"");
            for (String name : new String[] {"../bob", "..", "a b", "x".repeat(65), ""}) {
                assertThat(send(settings(portal, name)).statusCode()).as(name).isEqualTo(401);
            }
            assertThat(send(settings(portal, "alice").header("X-Forwarded-User", "bob"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(HttpRequest.newBuilder(portal.uri("/login"))).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void headerFromElsewhereIsIgnored() throws Exception {
        try (RunningPortal portal =
                new RunningPortal("portal.proxy-user-header=X-Forwarded-User", "portal.proxy-addresses=192.0.2.1")) {
            assertThat(send(settings(portal, "alice")).statusCode()).isEqualTo(401);
            assertThat(send(settings(portal, "alice").header("X-Forwarded-For", "192.0.2.1"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void headerWithoutTheOptionIsIgnored() throws Exception {
        try (RunningPortal portal = new RunningPortal()) {
            assertThat(send(settings(portal, "alice")).statusCode()).isEqualTo(401);
        }
    }
}
