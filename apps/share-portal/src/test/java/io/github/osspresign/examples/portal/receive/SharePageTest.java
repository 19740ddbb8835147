// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import static io.github.osspresign.examples.portal.Stranger.cookie;
import static io.github.osspresign.examples.portal.Stranger.location;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.examples.portal.OpenShare;
import io.github.osspresign.examples.portal.Owner;
import io.github.osspresign.examples.portal.RunningPortal;
import io.github.osspresign.examples.portal.SlowReaders;
import io.github.osspresign.examples.portal.Stranger;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Http;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Responses to a recipient, over HTTP, with a real database and the development server. */
class SharePageTest {

    @AutoClose
    private static RunningPortal portal;

    private final Stranger stranger = new Stranger(portal);
    private String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal(
                "server.tomcat.threads.max=20",
                "portal.password-attempts=2",
                "portal.smtp=smtp://127.0.0.1:1?from=a@example.com");
    }

    private void share(String password, Integer maxDownloads, Instant end) {
        Instant now = Instant.now();
        // Many attempts at a hashed one take seconds.
        String stored = password == null ? null : "{noop}" + password;
        new OpenShare(id, "alice", "Bericht <b>1</b>.pdf", "Geheim", stored, maxDownloads)
                .add(portal, "content".getBytes(UTF_8), now, end);
    }

    private HttpResponse<String> get(String... headers) throws Exception {
        return stranger.get("/s/" + id, headers);
    }

    private HttpResponse<String> click(String form, String cookie) throws Exception {
        return cookie == null ? stranger.post("/s/" + id, form) : stranger.post("/s/" + id, form, "Cookie", cookie);
    }

    @Test
    void clickLeadsToTheObject() throws Exception {
        share(null, null, Instant.now().plus(Duration.ofHours(1)));

        HttpResponse<String> page = get();
        HttpResponse<String> click = click("", null);
        HttpResponse<String> object = stranger.get(location(click));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Bericht &lt;b&gt;1&lt;/b&gt;.pdf", "7 bytes")
                .doesNotContain("<b>1");
        assertThat(click.statusCode()).isEqualTo(303);
        assertThat(click.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(click.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(object.body()).isEqualTo("content");
        assertThat(object.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("Bericht"));
    }

    @Test
    void pageWritesNumbersInTheLanguageOfTheReader() throws Exception {
        share(null, 25000, Instant.parse("2035-03-04T15:06:00Z"));

        String english = get("Accept-Language", "en").body();
        String chinese = get("Accept-Language", "zh-CN").body();

        assertThat(english)
                .contains("7 bytes", "25,000", "Sunday, March 4, 2035")
                .containsPattern("3:06\\hPM");
        assertThat(chinese).contains("7字节", "25,000", "2035年3月4日星期日", "15:06").doesNotContain("bytes");
    }

    private HttpResponse<String> file(String cookie) throws Exception {
        return stranger.get("/s/" + id + "/file", "Cookie", cookie);
    }

    private int downloads() {
        return portal.bean(ShareStore.class).find(id).orElseThrow().downloads();
    }

    @Test
    void downloadThatHasBegunContinuesWithoutBeingCounted() throws Exception {
        share(null, 1, Instant.now().plus(Duration.ofHours(1)));

        HttpResponse<String> first = click("", null);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(click("", null).statusCode()).isEqualTo(410);
        assertThat(click("", cookie(first, "grant")).statusCode()).isEqualTo(303);
    }

    @Test
    void clicksOnOnePageAtTheSameTimeAreOneDownload() throws Exception {
        HttpClient browser = HttpClient.newHttpClient();
        for (boolean withCookies : new boolean[] {true, false}) {
            portal.bean(JdbcClient.class)
                    .sql("DELETE FROM share WHERE id = :id")
                    .param("id", id)
                    .update();
            share(null, 1, Instant.now().plus(Duration.ofHours(1)));
            HttpResponse<String> page = get();
            String token = page.body().replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
            assertThat(token).matches("[\\w-]{22}");
            HttpRequest.Builder click = stranger.request(
                            "/s/" + id, "Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + token));
            if (withCookies) {
                click.header("Cookie", cookie(page, "grant"));
            }

            assertThat(Stream.generate(click::build)
                            .limit(20)
                            .map(request -> browser.sendAsync(request, BodyHandlers.discarding()))
                            .toList()
                            .stream()
                            .map(response -> response.join().statusCode()))
                    .containsOnly(303);
            assertThat(downloads()).isEqualTo(1);
        }
    }

    @Test
    void tokenOfOneShareIsNoneOfAnother() throws Exception {
        share(null, 1, Instant.now().plus(Duration.ofHours(1)));
        String grant = cookie(click("", null), "grant");
        String other = id;
        id = UUID.randomUUID().toString();
        share(null, 1, Instant.now().plus(Duration.ofHours(1)));

        assertThat(file(grant).headers().firstValue("Location")).hasValue("/s/" + id);
        assertThat(click("", grant).statusCode()).isEqualTo(303);
        assertThat(downloads()).isEqualTo(1);
        assertThat(other).isNotEqualTo(id);
    }

    @Test
    void connectionLostAtTheClickUsesNoDownloadUp() throws Exception {
        share(null, 1, Instant.now().plus(Duration.ofHours(1)));
        String grant = cookie(get(), "grant");
        try (Socket lost = new Socket("localhost", portal.uri("/").getPort())) {
            lost.getOutputStream()
                    .write(("POST /s/" + id + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + grant
                                    + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(UTF_8));
        }
        await().until(() -> downloads() == 1);

        HttpResponse<String> page = get("Cookie", grant);

        assertThat(page.body()).contains("Continue the download");
        assertThat(click("", grant).statusCode()).isEqualTo(303);
        assertThat(file(grant).headers().firstValue("Location"))
                .hasValueSatisfying(link ->
                        assertThat(link).contains(portal.services.bucket().endpoint() + "/portal/"));
    }

    @Test
    void clickLeadsBackToThePageWhichBeginsTheDownloadOnce() throws Exception {
        share("right", 3, Instant.now().plus(Duration.ofHours(1)));
        HttpResponse<String> wrong = click("password=wrong", cookie(get(), "grant"));
        String grant = cookie(wrong, "grant");
        assertThat(wrong.body()).contains("This password is not right.");

        HttpResponse<String> right = click("password=right", grant);
        assertThat(location(right)).isEqualTo("/s/" + id);
        HttpResponse<String> page = get("Cookie", grant + "; " + cookie(right, "begin"));
        HttpResponse<String> again = get("Cookie", grant);

        assertThat(page.headers().firstValue("Refresh")).hasValue("0; url=/s/" + id + "/file");
        assertThat(page.headers().allValues("Set-Cookie")).anyMatch(cookie -> cookie.startsWith("begin=; Path=/s/"));
        assertThat(page.body()).contains("<dd>2</dd>").doesNotContain("not right", "type=\"password\"");
        assertThat(again.headers().firstValue("Refresh")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void objectOfADownloadThatWasNotCountedIsNotLinked() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        assertThat(location(file(cookie(get(), "grant")))).isEqualTo("/s/" + id);
        assertThat(location(file("grant=x"))).isEqualTo("/s/" + id);
    }

    @Test
    void pageShowsNothingOfTheShareBeforeThePassword() throws Exception {
        share("right", 3, Instant.now().plus(Duration.ofHours(1)));
        HttpResponse<String> page = get();

        assertThat(page.body()).contains("A file for you", "type=\"password\"");
        for (HttpResponse<String> response : List.of(page, click("password=wrong", null))) {
            assertThat(response.body()).doesNotContain("Bericht", "alice", "Geheim", "7 bytes");
        }
        String grant = cookie(click("password=right", cookie(page, "grant")), "grant");
        assertThat(get("Cookie", grant).body()).contains("Bericht", "alice", "Geheim", "7 bytes");
    }

    @Test
    void downloadThatHasBegunNeedsAChangedPasswordButIsNotCountedAgain() throws Exception {
        share(null, 1, Instant.now().plus(Duration.ofHours(1)));
        String grant = cookie(click("", null), "grant");

        portal.bean(JdbcClient.class)
                .sql("UPDATE share SET password_hash = '{noop}new' WHERE id = :id")
                .param("id", id)
                .update();

        assertThat(location(file(grant))).isEqualTo("/s/" + id);
        assertThat(get("Cookie", grant).body()).contains("type=\"password\"").doesNotContain("Bericht");
        assertThat(click("password=old", grant).statusCode()).isEqualTo(403);
        assertThat(click("password=new", grant).statusCode()).isEqualTo(303);
        assertThat(location(file(grant))).contains("/portal/");
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void recipientsWhoDoNotReadStopNoPage() throws Exception {
        share(null, null, Instant.now().plus(Duration.ofHours(1)));
        portal.bean(JdbcClient.class).sql("""
                        WITH more AS (
                            INSERT INTO share_file (id, share_id, place, name, size, uploaded_at)
                            SELECT :id || n, :id, n, 'file', 1, now() FROM generate_series(2, 500) n)
                        UPDATE share SET files = 500 WHERE id = :id""").param("id", id).update();
        // More than there are threads.
        try (SlowReaders readers = new SlowReaders(25, portal.uri("/").getPort(), List.of("/s/" + id))) {
            assertThat(Http.send(stranger.request("/login").timeout(Duration.ofSeconds(5)))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void wrongPasswordsEndTheAttempts() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < 2; i++) {
            assertThat(click("password=wrong", null).statusCode()).isEqualTo(403);
        }
        assertThat(click("password=right", null).statusCode()).isEqualTo(429);
    }

    @Test
    void wrongPasswordsOfOthersDoNotLockOutABrowserThatIsKnown() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));
        String known = Stranger.cookie(click("password=right", null), "known");
        for (int i = 0; i < 3; i++) {
            assertThat(click("password=wrong", null).statusCode()).isEqualTo(i < 2 ? 403 : 429);
        }

        for (String guess : List.of("right 303", "wrong 403", "right 303", "wrong 403", "right 429")) {
            assertThat(click("password=" + guess.substring(0, 5), known).statusCode())
                    .isEqualTo(Integer.parseInt(guess.substring(6)));
        }
    }

    @Test
    void mailServerThatIsAwayIsNamedAndLeavesTheShare() throws Exception {
        Instant now = Instant.now();
        new OpenShare(id, "demo", "a.txt", null).add(portal, "content".getBytes(UTF_8), now, now.plusSeconds(60));

        HttpResponse<String> mail = new Owner(portal)
                .send("POST", "/api/shares/" + id + "/mail", "{\"to\":\"bob@example.com\",\"language\":\"en\"}");

        assertThat(mail.statusCode()).isEqualTo(502);
        assertThat(mail.body()).contains("the mail server does not take the mail; the share is as it was");
        assertThat(click("", null).statusCode()).isEqualTo(303);
    }

    private int statusFrom(String address, String password) throws Exception {
        return stranger.post("/s/" + id, "password=" + password, "X-Forwarded-For", address)
                .statusCode();
    }

    @Test
    void addressThatGoesOnGuessingDoesNotLockOutTheOthers() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < 22; i++) {
            // Some proxies add the port.
            assertThat(statusFrom("203.0.113.1:" + (1024 + i), "wrong")).isEqualTo(i < 2 ? 403 : 429);
        }

        assertThat(statusFrom("203.0.113.2", "right")).isEqualTo(303);
    }

    @Test
    void manyAddressesDoNotGuessWithoutEnd() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < 20; i++) {
            assertThat(statusFrom(60 + i / 2 + ".0.113.1", "wrong")).isEqualTo(403);
        }

        assertThat(statusFrom("203.0.113.99", "right")).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:db8:0:1::%x]:4711, 2, 2001:db8:0:1:8000::",
        "2001:db8:0:1%02x::1, 4, 2001:db8:0:1ff::",
        "2001:db8:1:%x00::1, 8, 2001:db8:1:ff00::",
        "2001:db9:%x::1, 16, 2001:db9:ffff::",
        "203.0.113.%d:4711, 8, 203.0.113.200",
        "198.51.%d.1, 16, 198.51.200.200",
        "unknown, 2, unknown"
    })
    void networkOfEachSizeHasALimit(String addresses, int limit, String sameNetwork) throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < limit; i++) {
            assertThat(statusFrom(addresses.formatted(i), "wrong")).isEqualTo(403);
        }

        assertThat(statusFrom(sameNetwork, "right")).isEqualTo(429);
        assertThat(statusFrom("192.0.2.1", "right")).isEqualTo(303);
    }

    @Test
    void databaseThatFailsInTheMiddleOfAClickUsesNothingUp() throws Exception {
        share(null, 1, Instant.now().plus(Duration.ofHours(1)));
        JdbcClient database = portal.bean(JdbcClient.class);

        database.sql("ALTER TABLE download_grant RENAME TO away").update();
        try {
            assertThat(click("", null).statusCode()).isEqualTo(503);
        } finally {
            database.sql("ALTER TABLE away RENAME TO download_grant").update();
        }

        assertThat(click("", null).statusCode()).isEqualTo(303);
    }

    @Test
    void rightPasswordLeadsToTheObject() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        assertThat(click("password=right", null).statusCode()).isEqualTo(303);
        assertThat(click("", null).statusCode()).isEqualTo(403);
    }

    @Test
    void expiredShareSaysSo() throws Exception {
        share(null, null, Instant.now().minusSeconds(1));

        assertThat(get().statusCode()).isEqualTo(410);
        assertThat(get().body()).contains("This share has expired");
        assertThat(click("", null).statusCode()).isEqualTo(410);
    }

    @Test
    void unknownShareSaysSo() throws Exception {
        assertThat(get().statusCode()).isEqualTo(404);
        assertThat(get().body()).contains("There is nothing here");
    }
}
