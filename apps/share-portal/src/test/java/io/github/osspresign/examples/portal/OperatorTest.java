// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.examples.portal.service.EmbeddedServices;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens, limits and health, over HTTP, with a real database and the development server. */
@Tag("slow")
class OperatorTest {

    @AutoClose
    private static RunningPortal portal;

    private static Owner owner;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal();
        owner = new Owner(portal);
    }

    private HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(portal.uri(path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void tokenWorksWithoutSessionUntilItIsRevoked() throws Exception {
        JsonNode created = owner.api("POST", "/api/tokens", "{\"name\":\"backup\"}");
        String secret = created.get("secret").textValue();

        HttpResponse<String> share = send("POST", "/api/shares", secret, "{\"name\":\"a.txt\",\"size\":1}");
        JsonNode listed = owner.api("GET", "/api/tokens", null);

        assertThat(share.statusCode()).as(share.body()).isEqualTo(201);
        assertThat(share.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(listed.toString()).contains("backup").doesNotContain(secret);
        assertThat(listed.at("/tokens/0/lastUsedAt").textValue()).isNotNull();
        assertThat(portal.bean(JdbcClient.class)
                        .sql("SELECT api_token::text FROM api_token")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains(secret.substring("ossportal_".length())));

        String id = created.at("/token/id").textValue();
        owner.api("DELETE", "/api/tokens/" + id, null);

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
        try (RunningPortal logging = new RunningPortal("logging.level.org.springframework.web=debug")) {
            web.addAppender(log);
            Owner user = new Owner(logging);
            String id = user.api("POST", "/api/shares", "{\"name\":\"a.txt\",\"size\":1}")
                    .at("/share/id")
                    .textValue();
            user.api("PATCH", "/api/shares/" + id, "{\"password\":\"correct horse\"}");
            // The order of the fields that are logged changes.
            for (int i = 0; i < 10; i++) {
                user.api("POST", "/api/tokens", "{\"name\":\"a\"}");
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
    void tokenCannotMakeTokens() throws Exception {
        String secret = owner.api("POST", "/api/tokens", "{\"name\":\"ci\"}")
                .get("secret")
                .textValue();

        assertThat(send("POST", "/api/tokens", secret, "{\"name\":\"x\"}").statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/", secret, null).statusCode()).isEqualTo(302);
    }

    @Test
    void wrongTokenIsRefused() throws Exception {
        assertThat(send("GET", "/api/shares", "ossportal_wrong", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void largeOrUnboundedRequestIsRefused() throws Exception {
        HttpResponse<String> large = owner.send("POST", "/api/shares", "{\"name\":\"" + "x".repeat(65_536) + "\"}");
        HttpResponse<String> chunked = client.send(
                HttpRequest.newBuilder(portal.uri("/api/shares"))
                        .header("Authorization", "Bearer x")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("{}")))
                        .build(),
                BodyHandlers.ofString());

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("the request must have at most 65536 bytes");
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
    void bucketWhoseClockIsAnHourAheadIsReportedAndUsesNothingUp() throws Exception {
        Instant now = Instant.now();
        SettableClock clock = new SettableClock(now);
        try (RunningPortal late = new RunningPortal(new EmbeddedServices(server -> server.clock(clock)))) {
            late.services.bucket().putObject("portal", "shares/demo/object", new byte[1]);
            late.bean(ShareStore.class)
                    .add(new Share(
                            "late",
                            "demo",
                            "shares/demo/object",
                            "a.txt",
                            1,
                            "",
                            null,
                            1,
                            0,
                            now,
                            now.plusSeconds(60),
                            null,
                            now,
                            null,
                            null));

            clock.advance(Duration.ofHours(1));

            HttpResponse<String> click = client.send(
                    HttpRequest.newBuilder(late.uri("/s/late"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            HttpResponse<String> health = new Owner(late).send("GET", "/actuator/health", null);

            assertThat(click.statusCode()).isEqualTo(503);
            assertThat(click.body())
                    .contains("The storage does not respond, or the file is gone. Nothing was counted.");
            assertThat(late.bean(ShareStore.class).find("late").orElseThrow().downloads())
                    .isZero();
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"bucket\":{\"status\":\"DOWN\"", "AccessDenied", "\"date\"");
        }
    }

    @Test
    void slowBucketHoldsUpFewClicksAndNoneForLong() throws Exception {
        Instant now = Instant.now();
        try (RunningPortal slow = new RunningPortal()) {
            slow.services.bucket().putObject("portal", "shares/demo/object", new byte[1]);
            slow.bean(ShareStore.class)
                    .add(new Share(
                            "slow",
                            "demo",
                            "shares/demo/object",
                            "a.txt",
                            1,
                            "",
                            null,
                            1,
                            0,
                            now,
                            now.plusSeconds(600),
                            null,
                            now,
                            null,
                            null));
            // The client of the bucket would wait longer, and then succeed.
            slow.services.bucket().injectAlways(new Fault.DelayedResponse(Duration.ofSeconds(15)));
            HttpRequest click = HttpRequest.newBuilder(slow.uri("/s/slow"))
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
            assertThat(slow.bean(ShareStore.class).find("slow").orElseThrow().downloads())
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
    void bucketWithoutTheCorsRuleIsReportedAndNoUploadBegins() throws Exception {
        try (RunningPortal closed = new RunningPortal("portal.public-url=https://share.example.com")) {
            String rule = "the CORS rule of the bucket must allow https://share.example.com the methods POST, PUT";
            HttpResponse<String> health = new Owner(closed).send("GET", "/actuator/health", null);
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .contains("{\"status\":\"NO_UPLOADS\"", "\"bucket\":{\"status\":\"NO_UPLOADS\"", rule);

            HttpResponse<String> begun = client.send(
                    HttpRequest.newBuilder(closed.uri("/r/any/files"))
                            .header("Content-Type", "application/json")
                            .header("Origin", "https://share.example.com")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(begun.statusCode()).isEqualTo(424);
            assertThat(begun.body()).contains(rule);
        }
    }

    @Test
    void tenFailedLoginsEndTheAttempts() throws Exception {
        try (RunningPortal limited = new RunningPortal()) {
            String page = "";
            for (int i = 0; i < 11; i++) {
                page = login(limited, "wrong");
                assertThat(page).endsWith(i < 10 ? "/login?error" : "/login?blocked");
            }
            assertThat(login(limited, "demo")).endsWith("/login?blocked");
            assertThat(client.send(
                                    HttpRequest.newBuilder(limited.uri("/login?blocked"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .contains("Too many failed attempts");
        }
    }

    @Test
    void loginLeadsToThePageThatWasAskedForIfItIsOneOfThePortal() throws Exception {
        String asked = client.send(
                        HttpRequest.newBuilder(portal.uri("/audit?text=a%26b")).build(), BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String page = client.send(HttpRequest.newBuilder(portal.uri(asked)).build(), BodyHandlers.ofString())
                .body();

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

    @Test
    void addressThatGoesOnGuessingDoesNotLockOutTheOwner() throws Exception {
        try (RunningPortal limited = new RunningPortal("portal.password-attempts=1")) {
            for (int i = 0; i < 12; i++) {
                login(limited, "wrong");
            }

            assertThat(login(limited, "demo")).endsWith("/login?blocked");
            assertThat(login(limited, "demo", "203.0.113.2")).isEqualTo("/");
        }
    }

    private String login(RunningPortal at, String password) throws Exception {
        return login(at, password, "127.0.0.1");
    }

    private String login(RunningPortal at, String password, String address) throws Exception {
        HttpResponse<String> form =
                client.send(HttpRequest.newBuilder(at.uri("/login")).build(), BodyHandlers.ofString());
        String cookies = form.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        String csrf = Stream.of(cookies.split("; "))
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .findFirst()
                .orElseThrow()
                .substring("XSRF-TOKEN=".length());
        return client.send(
                        HttpRequest.newBuilder(at.uri("/login"))
                                .header("Cookie", cookies)
                                .header("X-Forwarded-For", address)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("username=demo&password=" + password + "&_csrf=" + csrf))
                                .build(),
                        BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
