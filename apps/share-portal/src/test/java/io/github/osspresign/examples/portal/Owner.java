// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user who has logged in and calls the API as the page does. */
public final class Owner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, URI> portal;
    private final CookieManager cookies;
    private final HttpClient client;

    public Owner(RunningPortal portal) throws Exception {
        this(portal::uri);
    }

    /** @param portal returns the address of a path */
    public Owner(Function<String, URI> portal) throws Exception {
        this(portal, new PlainCookies());
        client.send(HttpRequest.newBuilder(portal.apply("/login")).build(), BodyHandlers.discarding());
        HttpResponse<Void> login = client.send(
                HttpRequest.newBuilder(portal.apply("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=demo&password=demo&_csrf=" + csrfToken()))
                        .build(),
                BodyHandlers.discarding());
        assertThat(login.statusCode()).isEqualTo(302);
        assertThat(login.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
        // A login changes the token.
        api("GET", "/api/settings", null);
    }

    /** Cookies of a portal whose proxy would end TLS. */
    private static final class PlainCookies extends CookieManager {

        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            super.put(uri, headers);
            getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
        }
    }

    private Owner(Function<String, URI> portal, CookieManager cookies) {
        this.portal = portal;
        this.cookies = cookies;
        client = HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    /** Returns the same user, whose requests go to another instance. */
    public Owner at(RunningPortal instance) {
        return new Owner(instance::uri, cookies);
    }

    public String csrfToken() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** Returns the CSRF token that a response sets. */
    public static String csrfToken(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .findFirst()
                .orElseThrow()
                .split("[=;]", 3)[1];
    }

    public HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, csrfToken());
    }

    /** Sends a request with another token than that of the cookie. */
    public HttpResponse<String> send(String method, String path, String body, String csrfToken) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(portal.apply(path))
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", csrfToken)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends a form without the CSRF token. */
    public HttpResponse<String> form(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(portal.apply(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Creates a token for 30 days on its page, and returns its secret. */
    public String token(String name) throws Exception {
        String page = form("/tokens", "days=30&name=" + URLEncoder.encode(name, UTF_8) + "&_csrf=" + csrfToken())
                .body();
        Matcher secret = Pattern.compile("ossportal_[\\w-]{22}").matcher(page);
        assertThat(secret.find()).as(page).isTrue();
        return secret.group();
    }

    /** Sends a request that must succeed. */
    public JsonNode api(String method, String path, String body) throws Exception {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return JSON.readTree(response.body());
    }
}
