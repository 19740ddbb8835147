// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.test.Http;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A proxy names the user. */
@Tag("slow")
class ProxyLoginTest {

    private static final String HEADER = "portal.proxy-user-header=X-Forwarded-User";

    @AutoClose
    private static RunningPortal portal;

    @AutoClose
    private static RunningPortal ranges;

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal(HEADER);
        ranges = new RunningPortal(
                HEADER,
                "portal.proxy-addresses=127.0.0.0/8, 10.1.0.0/16, ::1/128",
                "portal.proxy-sign-out-url=/oauth2/sign_out");
    }

    private static HttpRequest.Builder settings(RunningPortal at, String user) {
        return new Stranger(at).request("/api/settings", "X-Forwarded-User", user);
    }

    @Test
    void headerOfTheProxyLogsIn() throws Exception {
        // The address of the client, which the proxy reports, is not that of the proxy.
        HttpResponse<String> alice =
                Http.send(settings(portal, "alice@example.com").header("X-Forwarded-For", "203.0.113.7"));

        assertThat(alice.body()).contains("\"user\":\"alice@example.com\"");
        for (String name : new String[] {"../bob", "..", "a b", "x".repeat(65), ""}) {
            assertThat(Http.send(settings(portal, name)).statusCode()).as(name).isEqualTo(401);
        }
        assertThat(Http.send(settings(portal, "alice").header("X-Forwarded-User", "bob"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(new Stranger(portal).get("/login").statusCode()).isEqualTo(401);
    }

    @Test
    void headerFromElsewhereIsIgnored() throws Exception {
        try (RunningPortal elsewhere = new RunningPortal(HEADER, "portal.proxy-addresses=192.0.2.0/24")) {
            assertThat(recorded(elsewhere, "203.0.113.7")).isEqualTo("127.0.0.1");
            assertThat(Http.send(settings(elsewhere, "alice")).statusCode()).isEqualTo(401);
            assertThat(Http.send(settings(elsewhere, "alice").header("X-Forwarded-For", "192.0.2.1"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** Returns the address that the record has of someone who downloads. */
    private String recorded(RunningPortal at, String... forwarded) throws Exception {
        Instant now = Instant.now();
        String id = UUID.randomUUID().toString();
        new OpenShare(id, "alice", "a.txt", null).add(at, new byte[1], now, now.plusSeconds(60));
        HttpRequest.Builder click = new Stranger(at).request("/s/" + id).POST(BodyPublishers.noBody());
        for (String header : forwarded) {
            click.header("X-Forwarded-For", header);
        }
        assertThat(Http.send(click).statusCode()).isEqualTo(303);
        return at.bean(AuditLog.class).find("alice", "", Set.of(), 1).get(0).actor();
    }

    @Test
    void rangeOfProxiesIsBelievedButNotWhatTheClientClaims() throws Exception {
        assertThat(Http.send(settings(ranges, "alice")).statusCode()).isEqualTo(200);
        assertThat(recorded(ranges)).isEqualTo("127.0.0.1");
        assertThat(recorded(ranges, "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(recorded(ranges, "198.51.100.1, 203.0.113.7, 10.1.2.3")).isEqualTo("203.0.113.7");
        assertThat(recorded(ranges, "10.1.9.9, host.example", "203.0.113.7", "10.1.2.3"))
                .isEqualTo("203.0.113.7");
        assertThat(recorded(ranges, "10.2.0.1,10.1.0.1")).isEqualTo("10.2.0.1");
    }

    @Test
    void addressesThatAreNoneAreRefusedAtStart() {
        for (String address : new String[] {"proxy.example.com", "10.0.0.0/33", "10.0.0", "1:2"}) {
            assertThatThrownBy(() -> new RunningPortal("portal.proxy-addresses=" + address).close())
                    .as(address)
                    .hasStackTraceContaining("portal.proxy-addresses: must be addresses such as 192.0.2.1 and ranges"
                            + " such as 10.0.0.0/8, was " + address);
        }
        assertThatThrownBy(() -> new RunningPortal("portal.proxy-sign-out-url=javascript:alert(1)").close())
                .hasStackTraceContaining("must be an address such as https://login.example.com/logout");
    }

    @Test
    void pagesOfferToSignOutOnlyWhereThatWorks() throws Exception {
        assertThat(page(portal)).contains("alice").doesNotContain("Sign out", "/logout");
        assertThat(new Stranger(portal)
                        .get("/logout", "X-Forwarded-User", "alice")
                        .statusCode())
                .isEqualTo(404);
        assertThat(page(ranges)).contains("href=\"/oauth2/sign_out\">Sign out");
    }

    private String page(RunningPortal at) throws Exception {
        return new Stranger(at).get("/", "X-Forwarded-User", "alice").body();
    }
}
