// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Responses to a recipient, over HTTP, with a real database and the development server. */
class SharePageTest {

    @AutoClose
    private static RunningPortal portal;

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal();
    }

    private void share(String password, Integer maxDownloads, Instant end) {
        Instant now = Instant.now();
        // A hundred attempts at a hashed one take up to a minute.
        String stored = password == null ? null : "{noop}" + password;
        new OpenShare(id, "alice", "Bericht <b>1</b>.pdf", "", stored, maxDownloads)
                .add(portal, "content".getBytes(UTF_8), now, end);
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(portal.uri("/s/" + id));
    }

    private HttpResponse<String> get() throws Exception {
        return browser.send(request().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String language) throws Exception {
        return browser.send(request().header("Accept-Language", language).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> click(String form, String cookie) throws Exception {
        HttpRequest.Builder request = request()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void clickLeadsToTheObject() throws Exception {
        share(null, null, Instant.now().plus(Duration.ofHours(1)));

        HttpResponse<String> page = get();
        HttpResponse<String> click = click("", null);
        HttpResponse<String> object = browser.send(
                HttpRequest.newBuilder(URI.create(
                                click.headers().firstValue("Location").orElseThrow()))
                        .build(),
                BodyHandlers.ofString());

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

        String english = get("en").body();
        String chinese = get("zh-CN").body();

        assertThat(english)
                .contains("7 bytes", "25,000", "Sunday, March 4, 2035")
                .containsPattern("3:06\\hPM");
        assertThat(chinese).contains("7字节", "25,000", "2035年3月4日星期日", "15:06").doesNotContain("bytes");
    }

    @Test
    void downloadThatHasBegunContinuesWithoutBeingCounted() throws Exception {
        share(null, 1, Instant.now().plus(Duration.ofHours(1)));

        HttpResponse<String> first = click("", null);
        String cookie = first.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("grant="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(click("", null).statusCode()).isEqualTo(410);
        assertThat(click("", cookie).statusCode()).isEqualTo(303);
    }

    @Test
    void tenWrongPasswordsEndTheAttempts() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < 10; i++) {
            assertThat(click("password=wrong", null).statusCode()).isEqualTo(403);
        }
        assertThat(click("password=right", null).statusCode()).isEqualTo(429);
    }

    private int statusFrom(String address, String password) throws Exception {
        HttpRequest.Builder click = request()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString("password=" + password));
        return browser.send(click.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void addressThatGoesOnGuessingDoesNotLockOutTheOthers() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < 110; i++) {
            // Some proxies add the port.
            assertThat(statusFrom("203.0.113.1:" + (1024 + i), "wrong")).isEqualTo(i < 10 ? 403 : 429);
        }

        assertThat(statusFrom("203.0.113.2", "right")).isEqualTo(303);
    }

    @Test
    void manyAddressesDoNotGuessWithoutEnd() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < 100; i++) {
            assertThat(statusFrom("203.0.113." + i / 10, "wrong")).isEqualTo(403);
        }

        assertThat(statusFrom("203.0.113.99", "right")).isEqualTo(429);
    }

    @Test
    void addressesOfOneIpv6NetworkAreCountedTogether() throws Exception {
        share("right", null, Instant.now().plus(Duration.ofHours(1)));

        for (int i = 0; i < 10; i++) {
            assertThat(statusFrom(i == 0 ? "[2001:db8:0:1::]:4711" : "2001:db8:0:1::" + i, "wrong"))
                    .isEqualTo(403);
        }

        assertThat(statusFrom("2001:db8:0:1:8000::", "right")).isEqualTo(429);
        assertThat(statusFrom("2001:db8:0:2::1", "right")).isEqualTo(303);
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
