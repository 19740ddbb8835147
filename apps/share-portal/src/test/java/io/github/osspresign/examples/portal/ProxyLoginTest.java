// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.examples.portal.audit.AuditLog;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A proxy names the user. */
@Tag("slow")
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
                new RunningPortal("portal.proxy-user-header=X-Forwarded-User", "portal.proxy-addresses=192.0.2.0/24")) {
            assertThat(recorded(portal, "203.0.113.7")).isEqualTo("127.0.0.1");
            assertThat(send(settings(portal, "alice")).statusCode()).isEqualTo(401);
            assertThat(send(settings(portal, "alice").header("X-Forwarded-For", "192.0.2.1"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** Returns the address that the record has of someone who downloads. */
    private String recorded(RunningPortal portal, String... forwarded) throws Exception {
        Instant now = Instant.now();
        String id = UUID.randomUUID().toString();
        new OpenShare(id, "alice", "a.txt", null).add(portal, new byte[1], now, now.plusSeconds(60));
        HttpRequest.Builder click =
                HttpRequest.newBuilder(portal.uri("/s/" + id)).POST(BodyPublishers.noBody());
        for (String header : forwarded) {
            click.header("X-Forwarded-For", header);
        }
        assertThat(send(click).statusCode()).isEqualTo(303);
        return portal.bean(AuditLog.class).find("alice", "", Set.of(), 1).get(0).actor();
    }

    @Test
    void rangeOfProxiesIsBelievedButNotWhatTheClientClaims() throws Exception {
        try (RunningPortal portal = new RunningPortal(
                "portal.proxy-user-header=X-Forwarded-User",
                "portal.proxy-addresses=127.0.0.0/8, 10.1.0.0/16, ::1/128")) {
            assertThat(send(settings(portal, "alice")).statusCode()).isEqualTo(200);
            assertThat(recorded(portal)).isEqualTo("127.0.0.1");
            assertThat(recorded(portal, "203.0.113.7")).isEqualTo("203.0.113.7");
            assertThat(recorded(portal, "198.51.100.1, 203.0.113.7, 10.1.2.3")).isEqualTo("203.0.113.7");
            assertThat(recorded(portal, "10.1.9.9, host.example", "203.0.113.7", "10.1.2.3"))
                    .isEqualTo("203.0.113.7");
            assertThat(recorded(portal, "10.2.0.1,10.1.0.1")).isEqualTo("10.2.0.1");
        }
    }

    @Test
    void addressOfAProxyThatIsNoneIsRefusedAtStart() {
        for (String address : new String[] {"proxy.example.com", "10.0.0.0/33", "10.0.0"}) {
            assertThatThrownBy(() -> new RunningPortal("portal.proxy-addresses=" + address).close())
                    .as(address)
                    .hasStackTraceContaining("portal.proxy-addresses: must be addresses such as 192.0.2.1 and ranges"
                            + " such as 10.0.0.0/8, was " + address);
        }
    }

    @Test
    void pagesOfferToSignOutOnlyWhereThatWorks() throws Exception {
        String header = "portal.proxy-user-header=X-Forwarded-User";
        try (RunningPortal portal = new RunningPortal(header)) {
            assertThat(page(portal)).contains("alice").doesNotContain("Sign out", "/logout");
            assertThat(send(HttpRequest.newBuilder(portal.uri("/logout")).header("X-Forwarded-User", "alice"))
                            .statusCode())
                    .isEqualTo(404);
        }
        try (RunningPortal portal = new RunningPortal(header, "portal.proxy-sign-out-url=/oauth2/sign_out")) {
            assertThat(page(portal)).contains("href=\"/oauth2/sign_out\">Sign out");
        }
        assertThatThrownBy(() -> new RunningPortal("portal.proxy-sign-out-url=javascript:alert(1)").close())
                .hasStackTraceContaining("must be an address such as https://login.example.com/logout");
    }

    private String page(RunningPortal portal) throws Exception {
        return send(HttpRequest.newBuilder(portal.uri("/")).header("X-Forwarded-User", "alice"))
                .body();
    }

    @Test
    void headerWithoutTheOptionIsIgnored() throws Exception {
        try (RunningPortal portal = new RunningPortal()) {
            assertThat(send(settings(portal, "alice")).statusCode()).isEqualTo(401);
        }
    }
}
