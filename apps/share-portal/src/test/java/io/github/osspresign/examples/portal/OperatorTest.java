// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static io.github.osspresign.examples.portal.Stranger.location;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens, limits and health, over HTTP, with a real database and the development server. */
@Tag("slow")
class OperatorTest {

    /** Responses of the portal before it was ready. */
    private static final List<HttpResponse<String>> WHILE_STARTING = new ArrayList<>();

    /** Clock of the bucket of the limited portal. */
    private static SettableClock clock;

    @AutoClose
    private static RunningPortal portal;

    @AutoClose
    private static RunningPortal limited;

    private static Owner owner;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        ApplicationListener<WebServerInitializedEvent> early = started -> {
            for (String path : List.of("/login", "/s/any", "/actuator/health", "/api/shares")) {
                URI page =
                        URI.create("http://localhost:" + started.getWebServer().getPort() + path);
                WHILE_STARTING.add(HttpClient.newHttpClient()
                        .sendAsync(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .join());
            }
        };
        portal = new RunningPortal(RunningPortal.services(OssDevServer.builder()), early, "portal.clicks-per-hour=3");
        clock = new SettableClock(Instant.now());
        limited = new RunningPortal(
                RunningPortal.services(OssDevServer.builder().clock(clock)), "portal.password-attempts=1");
        owner = new Owner(portal);
    }

    private HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = new Stranger(portal)
                .request(path, "Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return Http.send(request);
    }

    @Test
    void tokenWorksWithoutSessionUntilItIsRevoked() throws Exception {
        String secret = owner.token("backup");

        HttpResponse<String> share = send("POST", "/api/shares", secret, "{\"name\":\"a.txt\",\"size\":1}");
        String listed = owner.send("GET", "/tokens", null).body();

        assertThat(share.statusCode()).as(share.body()).isEqualTo(201);
        assertThat(share.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(listed).contains("backup").doesNotContain(secret, "Never");
        assertThat(portal.bean(JdbcClient.class)
                        .sql("SELECT api_token::text FROM api_token")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains(secret.substring("ossportal_".length())));

        String id = listed.replaceFirst("(?s).*?/tokens/([\\w-]+)/revoke.*", "$1");
        owner.form("/tokens/" + id + "/revoke", "_csrf=" + owner.csrfToken());

        assertThat(send("GET", "/api/shares", secret, null).statusCode()).isEqualTo(401);
        List<String> recorded = owner.api("GET", "/api/audit", null)
                .get("entries")
                .valueStream()
                .filter(entry -> entry.get("shareId").textValue().equals(id))
                .map(entry -> entry.get("action").textValue() + " "
                        + entry.get("name").textValue())
                .toList();
        assertThat(recorded).containsExactly("TOKEN_REVOKED backup", "TOKEN_CREATED backup");
        assertThat(owner.send("GET", "/audit?lang=zh", null).body()).contains("创建令牌", "撤销令牌");
        assertThat(owner.send("GET", "/audit?lang=en", null).body())
                .contains("Token created", "Token revoked")
                .doesNotContain(secret);
    }

    @Test
    void logForDebuggingHasNoPasswordsAndTokens() throws Exception {
        Logger web = (Logger) LoggerFactory.getLogger("org.springframework.web");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        web.setLevel(Level.DEBUG);
        web.addAppender(log);
        try {
            String id = owner.api("POST", "/api/shares", "{\"name\":\"a.txt\",\"size\":1}")
                    .at("/share/id")
                    .textValue();
            owner.api("PATCH", "/api/shares/" + id, "{\"password\":\"correct horse\"}");
            assertThat(owner.send("PATCH", "/api/shares/" + id, "{\"password\":\"correct horse\\u0000\"}")
                            .statusCode())
                    .isEqualTo(400);
            // The order of the fields that are logged changes.
            for (int i = 0; i < 10; i++) {
                owner.token("a");
            }
        } finally {
            web.detachAppender(log);
            web.setLevel(null);
        }

        assertThat(log.list)
                .isNotEmpty()
                .noneMatch(
                        event -> event.getFormattedMessage().matches("(?s).*(correct horse|ossportal_|signature).*"));
    }

    @Test
    void tokenEndsByItself() throws Exception {
        String secret = owner.token("ci");
        assertThat(send("GET", "/api/shares", secret, null).statusCode()).isEqualTo(200);
        assertThat(portal.bean(JdbcClient.class)
                        .sql("SELECT extract(day FROM expires_at - created_at) FROM api_token WHERE name = 'ci'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(30);

        portal.bean(JdbcClient.class)
                .sql("UPDATE api_token SET expires_at = now()")
                .update();

        assertThat(send("GET", "/api/shares", secret, null).statusCode()).isEqualTo(401);
    }

    @Test
    void tokenCannotMakeTokens() throws Exception {
        String secret = owner.token("ci");

        assertThat(send("POST", "/tokens", secret, "name=x&days=7").statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/tokens", secret, null).statusCode()).isEqualTo(302);
        assertThat(send("GET", "/", secret, null).statusCode()).isEqualTo(302);
        assertThat(owner.form("/tokens", "name=x&days=7").statusCode()).isEqualTo(403);
        for (String form : List.of("name=%E2%80%8B&days=7", "name=x&days=8", "name=a%E2%80%AEb&days=7")) {
            assertThat(owner.form("/tokens", form + "&_csrf=" + owner.csrfToken())
                            .body())
                    .as(form)
                    .contains("role=\"alert\"")
                    .doesNotContain("ossportal_");
        }
    }

    @Test
    void wrongTokenIsRefused() throws Exception {
        assertThat(send("GET", "/api/shares", "ossportal_wrong", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void largeOrUnboundedRequestIsRefused() throws Exception {
        HttpResponse<String> large = owner.send("POST", "/api/requests", "{\"title\":\"" + "x".repeat(65_536) + "\"}");
        HttpResponse<String> files = owner.send("POST", "/api/shares", "{\"name\":\"" + "x".repeat(524_288) + "\"}");
        HttpResponse<String> chunked = Http.send(new Stranger(portal)
                .request("/api/shares", "Authorization", "Bearer x")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("{}"))));

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("the request must have at most 65536 bytes");
        assertThat(files.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(411);
    }

    @Test
    void userWhoseNameIsNoPartOfAKeyIsRefusedAtStart() {
        for (String name : new String[] {"a/b", ".."}) {
            assertThatThrownBy(() -> new RunningPortal("spring.security.user.name=" + name).close())
                    .hasStackTraceContaining("spring.security.user.name: must have 1 to 64 letters");
        }
    }

    @Test
    void portalThatOthersReachNeedsItsAddress() {
        assertThatThrownBy(() -> new RunningPortal("server.address=0.0.0.0").close())
                .hasStackTraceContaining("portal.public-url: must be set");
    }

    @Test
    void portalThatIsStillStartingIsUnavailable() throws Exception {
        assertThat(WHILE_STARTING).hasSize(4).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body())
                    .isEqualTo("{\"error\":\"the portal is starting or ending; try again\",\"field\":\"\"}");
        });
        assertThat(send("GET", "/login", null, null).statusCode()).isEqualTo(200);
    }

    @Test
    void bucketWhoseClockIsAnHourAheadIsReportedAndUsesNothingUp() throws Exception {
        forgetAttempts(limited);
        String id = opened(limited, 1);
        clock.advance(Duration.ofHours(1));
        try {
            HttpResponse<String> click = click(limited, id, "127.0.0.1");
            HttpResponse<String> health = new Owner(limited).send("GET", "/actuator/health", null);

            assertThat(click.statusCode()).isEqualTo(503);
            assertThat(click.body())
                    .contains("The storage does not respond, or the file is gone. Nothing was counted.");
            assertThat(limited.bean(ShareStore.class).find(id).orElseThrow().downloads())
                    .isZero();
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"bucket\":{\"status\":\"DOWN\"", "AccessDenied", "\"date\"");
        } finally {
            clock.advance(Duration.ofHours(-1));
        }
    }

    @Test
    void slowBucketHoldsUpFewClicksAndNoneForLong() throws Exception {
        try (RunningPortal slow = new RunningPortal()) {
            String id = opened(slow, 1);
            // The client of the bucket would wait longer, and then succeed.
            slow.services.bucket().injectAlways(new Fault.DelayedResponse(Duration.ofSeconds(15)));
            HttpRequest click = HttpRequest.newBuilder(slow.uri("/s/" + id))
                    .POST(BodyPublishers.noBody())
                    .build();

            long start = System.nanoTime();
            List<CompletableFuture<Duration>> refused = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                refused.add(client.sendAsync(click, BodyHandlers.discarding()).thenApply(response -> {
                    assertThat(response.statusCode()).isEqualTo(503);
                    return Duration.ofNanos(System.nanoTime() - start);
                }));
            }
            CompletableFuture.allOf(refused.toArray(CompletableFuture[]::new)).join();

            assertThat(refused.stream().map(CompletableFuture::join).filter(time -> time.toSeconds() < 10))
                    .as("refused at once")
                    .hasSize(10);
            assertThat(slow.bean(ShareStore.class).find(id).orElseThrow().downloads())
                    .isZero();
        }
    }

    @Test
    void whatHappensIsCounted() throws Exception {
        double before = portal.bean(MeterRegistry.class)
                .counter("portal.actions", "action", "created")
                .count();
        owner.api("POST", "/api/shares", "{\"name\":\"a.txt\",\"size\":1}");

        assertThat(portal.bean(MeterRegistry.class)
                        .counter("portal.actions", "action", "created")
                        .count())
                .isEqualTo(before + 1);
        assertThat(owner.send("GET", "/actuator/metrics/portal.actions", null).body())
                .contains("\"created\"");
        assertThat(owner.send("GET", "/actuator/health", null).body())
                .contains("\"bucket\":{\"status\":\"UP\"}", "\"db\":{\"status\":\"UP\"");
    }

    @Test
    void tenFailedLoginsEndTheAttempts() throws Exception {
        forgetAttempts(portal);
        String page = "";
        for (int i = 0; i < 11; i++) {
            page = login(portal, "wrong");
            assertThat(page).endsWith(i < 10 ? "/login?error" : "/login?blocked");
        }
        assertThat(login(portal, "demo")).endsWith("/login?blocked");
        assertThat(send("GET", "/login?blocked", null, null).body()).contains("Too many failed attempts");
        forgetAttempts(portal);
    }

    @Test
    void headerOfAProxyIsIgnoredWithoutTheOption() throws Exception {
        assertThat(new Stranger(portal)
                        .get("/api/settings", "X-Forwarded-User", "alice")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void loginLeadsToThePageThatWasAskedForIfItIsOneOfThePortal() throws Exception {
        Stranger stranger = new Stranger(portal);
        String asked = location(stranger.get("/audit?text=a%26b"));
        String page = stranger.get(asked).body();

        assertThat(asked).isEqualTo("/login?next=%2Faudit%3Ftext%3Da%2526b");
        assertThat(page)
                .contains("name=\"next\" value=\"/audit?text=a%26b\"", "lang=zh&amp;next=/audit?text%3Da%2526b");
        assertThat(login(portal, "demo&next=%2Faudit%3Ftext%3Da%2526b")).isEqualTo("/audit?text=a%26b");
        assertThat(login(portal, "wrong&next=%2Faudit")).isEqualTo("/login?error&next=%2Faudit");
        for (String next : new String[] {
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "\\\\evil.example",
            "/a\r\nb: c",
            "javascript:alert(1)",
            "/\u2028",
            "evil"
        }) {
            assertThat(login(portal, "demo&next=" + URLEncoder.encode(next, UTF_8)))
                    .as(next)
                    .isEqualTo("/");
        }
    }

    private static void forgetAttempts(RunningPortal at) {
        at.bean(JdbcClient.class).sql("DELETE FROM attempt").update();
    }

    @Test
    void addressThatGoesOnGuessingDoesNotLockOutTheOwner() throws Exception {
        forgetAttempts(limited);
        for (int i = 0; i < 12; i++) {
            login(limited, "wrong");
        }

        assertThat(login(limited, "demo")).endsWith("/login?blocked");
        assertThat(login(limited, "demo", "203.0.113.2")).isEqualTo("/");
    }

    @Test
    void oneLargeNetworkDoesNotLockTheOwnerOut() throws Exception {
        forgetAttempts(limited);
        for (int i = 0; i < 40; i++) {
            login(limited, "wrong", "2001:db8:0:1%02x::1".formatted(i));
        }

        assertThat(login(limited, "demo", "2001:db8:0:1ff::1")).endsWith("/login?blocked");
        assertThat(login(limited, "demo", "2001:db8:1::1")).isEqualTo("/");
    }

    @Test
    void strangersLockNobodyOutOnADeviceThatIsKnown() throws Exception {
        forgetAttempts(limited);
        String device = Stranger.cookie(tryLogin(limited, "demo", "203.0.113.1", ""), "device");
        for (int i = 0; i < 10; i++) {
            login(limited, "wrong", 60 + i + ".0.113.1");
        }

        assertThat(login(limited, "demo", "203.0.113.1")).endsWith("/login?blocked");
        assertThat(location(tryLogin(limited, "demo", "203.0.113.1", device + "x")))
                .endsWith("/login?blocked");
        assertThat(location(tryLogin(limited, "demo", "203.0.113.1", device))).isEqualTo("/");
        assertThat(location(tryLogin(limited, "wrong", "203.0.113.1", device))).endsWith("/login?error");
        assertThat(location(tryLogin(limited, "demo", "203.0.113.1", device))).endsWith("/login?blocked");
        String token = new String(Base64.getDecoder().decode(device.substring("device=".length())), UTF_8);
        String another = Base64.getEncoder().encodeToString(("+" + token).getBytes(UTF_8));
        assertThat(location(tryLogin(limited, "demo", "203.0.113.1", "device=" + another)))
                .as("another text of the same token")
                .endsWith("/login?blocked");
    }

    @Test
    void downloadsOfANetworkAreLimited() throws Exception {
        forgetAttempts(portal);
        String id = opened(portal, null);
        for (int i = 0; i < 6; i++) {
            assertThat(click(portal, id, "203.0.113.1").statusCode()).isEqualTo(i < 3 ? 303 : 429);
        }

        assertThat(click(portal, id, "203.0.113.1").body()).contains("Too many downloads from your network.");
        assertThat(click(portal, id, "198.51.100.1").statusCode()).isEqualTo(303);
        assertThat(portal.bean(AuditLog.class).find("demo", id, Set.of(), 10)).hasSize(4);
    }

    @Test
    void recordEndsAndItsAddressesAreShortened() {
        JdbcClient database = portal.bean(JdbcClient.class);
        String name = "record-" + UUID.randomUUID();
        for (String entry : List.of(
                "91 203.0.113.1",
                "8 203.0.113.77",
                "8 2001:db8:1:2::5",
                "8 203.0.113.9:4711",
                "8 demo",
                "6 198.51.100.1")) {
            database.sql(
                            "INSERT INTO audit (at, owner, actor, action, share_id, name)"
                                    + " VALUES (now() - make_interval(days => :days), 'demo', :actor, 'DOWNLOADED', 'x', :name)")
                    .param("days", Integer.valueOf(entry.split(" ", 2)[0]))
                    .param("actor", entry.split(" ", 2)[1])
                    .param("name", name)
                    .update();
        }

        for (int i = 0; i < 2; i++) {
            portal.bean(ProducerTemplate.class).requestBody("direct:clean-up", "");

            assertThat(portal.bean(AuditLog.class).find("demo", name, Set.of(), 10))
                    .extracting(AuditLog.Entry::actor)
                    .containsExactly("198.51.100.1", "demo", "unknown/0", "2001:db8:1::/48", "203.0.113.0/24");
        }
    }

    @Test
    void searchFindsTextAsItIsWritten() {
        AuditLog log = portal.bean(AuditLog.class);
        // Random ids of other tests may contain the texts.
        log.add("demo", AuditLog.Action.CREATED, "search", "Q1", "100%_A\\b.txt");

        for (String text : List.of("100%_a\\B", "%_", "\\b", "Q1", "q1")) {
            assertThat(log.find("search", text, Set.of(), 10)).as(text).hasSize(1);
        }
        for (String text : List.of("100_A", "a%b", "\\\\b")) {
            assertThat(log.find("search", text, Set.of(), 10)).as(text).isEmpty();
        }
        assertThat(log.find("search", "no such text", Set.of(AuditLog.Action.CREATED), 10))
                .anyMatch(entry -> entry.shareId().equals("Q1"));
    }

    private static String opened(RunningPortal at, Integer maxDownloads) {
        Instant now = Instant.now();
        String id = UUID.randomUUID().toString();
        new OpenShare(id, "demo", "a.txt", maxDownloads).add(at, new byte[1], now, now.plusSeconds(600));
        return id;
    }

    private HttpResponse<String> click(RunningPortal at, String id, String address) throws Exception {
        return new Stranger(at).post("/s/" + id, "", "X-Forwarded-For", address);
    }

    private String login(RunningPortal at, String password) throws Exception {
        return login(at, password, "127.0.0.1");
    }

    private String login(RunningPortal at, String password, String address) throws Exception {
        return location(tryLogin(at, password, address, ""));
    }

    private HttpResponse<String> tryLogin(RunningPortal at, String password, String address, String device)
            throws Exception {
        Stranger stranger = new Stranger(at);
        HttpResponse<String> form = stranger.get("/login");
        return stranger.post(
                "/login",
                "username=demo&password=" + password + "&_csrf=" + Owner.csrfToken(form),
                "Cookie",
                Stranger.cookies(form) + "; " + device,
                "X-Forwarded-For",
                address);
    }
}
