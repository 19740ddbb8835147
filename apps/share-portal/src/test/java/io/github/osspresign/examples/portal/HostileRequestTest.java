// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.ProducerTemplate;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attempts of strangers and careless senders, over HTTP, with a real database and the development server. */
@Tag("slow")
class HostileRequestTest {

    private static final String SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>${7*7}[[${7*7}]]";

    @AutoClose
    private static RunningPortal portal;

    private static Owner owner;

    private final Stranger stranger = new Stranger(portal);
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal("portal.body-time=3s");
        owner = new Owner(portal);
    }

    private void shared(String name, String note, Integer maxDownloads) {
        Instant now = Instant.now();
        new OpenShare(id, "demo", name, note, null, maxDownloads)
                .add(portal, "content".getBytes(UTF_8), now, now.plusSeconds(3600));
    }

    private HttpResponse<String> page(String... headers) throws Exception {
        return stranger.get("/s/" + id, headers);
    }

    private HttpResponse<String> click() throws Exception {
        return stranger.post("/s/" + id, "");
    }

    /** Sends a request that no client would send. */
    private static String raw(String request) throws IOException {
        URI address = portal.uri("/");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void nameIsSavedAsOneFile() throws Exception {
        List<String> names = List.of(
                "../../etc/passwd",
                "..\\..\\boot.ini",
                "a\"; filename=\"b.exe",
                "😀𠮷.pdf",
                "x".repeat(200),
                "عربي.pdf",
                "نامه\u200cها.pdf",
                "👨\u200d👩\u200d👧.jpg",
                "a;b=%0d%0ac");
        for (String name : names) {
            String created = owner.api(
                            "POST",
                            "/api/shares",
                            new ObjectMapper().writeValueAsString(Map.of("name", name, "size", 0)))
                    .at("/share/id")
                    .textValue();
            Share share = portal.bean(ShareStore.class).find(created).orElseThrow();
            String key = portal.bean(ShareStore.class).files(created).get(0).key();
            portal.services.bucket().putObject("portal", key, new byte[0]);
            owner.api("POST", "/api/shares/" + created + "/complete", "");

            HttpResponse<String> click = stranger.post("/s/" + created, "");
            HttpResponse<String> object = stranger.get(Stranger.location(click));

            assertThat(key).matches("shares/demo/[\\w-]{22}");
            assertThat(object.statusCode()).as(object.body()).isEqualTo(200);
            // RFC 6266: the name for new browsers is encoded, and that for old ones is harmless.
            assertThat(object.headers().firstValue("Content-Disposition").orElseThrow())
                    .as(name)
                    .matches("attachment; filename=\"[\\w .;=%-]*\"(; filename\\*=UTF-8''[\\w.~%!#$&+^`|-]*)?");
            HttpResponse<String> page = stranger.get("/s/" + created);
            for (HttpResponse<String> response : List.of(page, click)) {
                String headers = response.headers().map().values().toString();
                // A location contains the plain names as they are.
                assertThat(!share.name().matches("[\\w.]+") && headers.contains(share.name()))
                        .as(name)
                        .isFalse();
                assertThat(headers.chars().allMatch(character -> character >= ' ' && character < 127))
                        .as(name)
                        .isTrue();
            }
        }
    }

    @Test
    void nameThatDoesNotShowWhatItIsIsRefused() throws Exception {
        for (String name : List.of(
                "a\r\nSet-Cookie: b=c",
                "a\u0000b",
                " ",
                "x".repeat(201),
                "\u200b",
                "\u2060\ufeff\u00ad \u3164",
                "invoice\u202egpj.exe",
                "a\u200fb",
                "a\u061cb",
                "a\u2066b")) {
            assertThat(owner.send(
                                    "POST",
                                    "/api/shares",
                                    new ObjectMapper().writeValueAsString(Map.of("name", name, "size", 0)))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void textThatCannotBeStoredIsRefused() throws Exception {
        shared("a.txt", "", null);
        for (String text : List.of("a\\u0000b", "a\\ud800b", "\\udc00")) {
            for (String field : List.of("name", "note", "password")) {
                HttpResponse<String> response =
                        owner.send("PATCH", "/api/shares/" + id, "{\"" + field + "\":\"" + text + "\"}");

                assertThat(response.statusCode()).as(field + text).isEqualTo(400);
                assertThat(response.body()).contains("\"field\":\"" + field + "\"");
            }
            assertThat(owner.send("POST", "/api/requests", "{\"title\":\"a\",\"maxFiles\":1,\"note\":\"" + text + "\"}")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(owner.send("PATCH", "/api/shares/" + id, "{\"name\":\"a\\u2028b\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(owner.send("GET", "/audit?text=%00", null).statusCode()).isEqualTo(200);
    }

    @Test
    void numberThatIsNoSizeIsRefused() throws Exception {
        for (String size :
                List.of("18446744073709551617", "107374182401", "1.5", "1e3", "1e309", "-1", "\"1\"", "null")) {
            assertThat(owner.send("POST", "/api/shares", "{\"name\":\"a\",\"size\":" + size + "}")
                            .body())
                    .as(size)
                    .contains("\"field\":\"size\"", "size: must ");
        }
    }

    @Test
    void noAddressOfAStrangerIsAFailureOfThePortal() throws Exception {
        for (String path : List.of("/error", "/s/%22", "/s/%22/files/x", "/s/%22/all.zip", "/s/%C3%A9")) {
            assertThat(stranger.get(path, "Cookie", "begin=1").statusCode())
                    .as(path)
                    .isBetween(300, 499);
        }
    }

    @Test
    void passwordIsComparedToItsEnd() throws Exception {
        shared("a.txt", "", null);
        String password = "密".repeat(99);

        owner.api("PATCH", "/api/shares/" + id, "{\"password\":\"" + password + "a\"}");

        assertThat(click(password + "b").statusCode()).isEqualTo(403);
        assertThat(click(password + "a").statusCode()).isEqualTo(303);
    }

    private HttpResponse<String> click(String password) throws Exception {
        return stranger.post("/s/" + id, "password=" + URLEncoder.encode(password, UTF_8));
    }

    @Test
    void mailAddressWithALineBreakIsRefused() throws Exception {
        shared("a.txt", "", null);
        for (String address : List.of(
                "\\\"a\\r\\nBcc: c@example.com\\r\\n b\\\"@example.com",
                "\\\"a\\r\\n b\\\"@example.com",
                "bob@example.com\\r\\nBcc: c@example.com")) {
            assertThat(owner.send(
                                    "POST",
                                    "/api/shares/" + id + "/mail",
                                    "{\"to\":\"" + address + "\",\"language\":\"en\"}")
                            .body())
                    .as(address)
                    .contains("to: must be one address such as bob@example.com");
        }
        assertThat(portal.mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void codeOfALongAddressIsMissing() throws Exception {
        assertThat(stranger.get("/s/" + "x".repeat(4000) + "/qr.svg").statusCode())
                .isEqualTo(404);
    }

    @Test
    void unknownLanguageIsIgnored() throws Exception {
        HttpResponse<String> switched = stranger.get("/login?lang=ar-u-nu-arab");
        HttpResponse<String> stored = stranger.get("/login", "Cookie", "language=ar", "Accept-Language", "zh");

        assertThat(switched.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("language"));
        assertThat(switched.body()).contains("<html lang=\"en\"");
        assertThat(stored.body()).contains("<html lang=\"zh\"");
    }

    @Test
    void textOfTheOwnerIsNoMarkup() throws Exception {
        shared(SCRIPT, SCRIPT, null);

        String body = page().body();

        assertThat(body)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "${7*7}[[${7*7}]]")
                .doesNotContain("<script>", "<img src=x");
    }

    @Test
    void previewsAndScannersUseNothingUp() throws Exception {
        shared("a.txt", "", 1);
        for (String agent : List.of(
                "Slackbot-LinkExpanding 1.0",
                "WhatsApp/2.23",
                "facebookexternalhit/1.1",
                "Microsoft Office Protocol Discovery")) {
            HttpRequest.Builder preview = stranger.request("/s/" + id, "User-Agent", agent);
            assertThat(Http.send(preview).statusCode()).isEqualTo(200);
            assertThat(Http.send(preview.method("HEAD", BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(200);
            Http.send(preview.method("OPTIONS", BodyPublishers.noBody()));
        }

        assertThat(portal.bean(ShareStore.class).find(id).orElseThrow().downloads())
                .isZero();
        assertThat(click().statusCode()).isEqualTo(303);
    }

    @Test
    void onlyOneOfManyClicksGetsTheLastDownload() throws Exception {
        shared("a.txt", "", 1);
        int clicks = 20;
        CyclicBarrier together = new CyclicBarrier(clicks);
        ExecutorService threads = Executors.newFixedThreadPool(clicks);
        try {
            List<Future<Integer>> outcomes = new ArrayList<>();
            for (int i = 0; i < clicks; i++) {
                outcomes.add(threads.submit(() -> {
                    together.await();
                    return click().statusCode();
                }));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> outcome : outcomes) {
                statuses.add(outcome.get());
            }
            assertThat(statuses).containsOnlyOnce(303).containsOnly(303, 410);
        } finally {
            threads.shutdownNow();
        }
        assertThat(portal.bean(ShareStore.class).find(id).orElseThrow().downloads())
                .isEqualTo(1);
    }

    @Test
    void revocationLeavesARunningDownloadAndRefusesTheNextClick() throws Exception {
        shared("a.txt", "", null);
        HttpResponse<String> begun = click();
        String object = Stranger.location(begun);
        assertThat(stranger.get(object, "Range", "bytes=0-2").body()).isEqualTo("con");

        owner.api("POST", "/api/shares/" + id + "/revoke", "");

        assertThat(stranger.get(object, "Range", "bytes=3-").body()).isEqualTo("tent");
        HttpResponse<String> next = stranger.post("/s/" + id, "", "Cookie", Stranger.cookies(begun));
        assertThat(next.statusCode()).isEqualTo(410);
        assertThat(next.body()).contains("revoked");
    }

    @Test
    void openPageOfAShareThatExpiresSaysSoAtTheClick() throws Exception {
        shared("a.txt", "", null);
        assertThat(page().statusCode()).isEqualTo(200);

        portal.bean(JdbcClient.class)
                .sql("UPDATE share SET expires_at = now() - interval '1 second' WHERE id = :id")
                .param("id", id)
                .update();

        assertThat(click().statusCode()).isEqualTo(410);
        assertThat(click().body()).contains("This share has expired");
    }

    @Test
    void hostOfARequestIsInNoLink() throws Exception {
        String secret = owner.token("host");
        shared("a.txt", "", null);
        String evil = "Host: evil.example\nX-Forwarded-For: 203.0.113.9\nConnection: close\n";
        String body = "{\"name\":\"a.txt\",\"size\":1}";

        String created = raw("POST /api/shares HTTP/1.1\n" + evil + "Authorization: Bearer " + secret
                + "\nContent-Type: application/json\nContent-Length: " + body.length() + "\n\n" + body);

        assertThat(created).contains("HTTP/1.1 201", portal.origin() + "/s/").doesNotContain("evil");
        for (String path :
                List.of("/s/" + id, "/s/" + id + "/qr.svg", "/login", "/", "/nothing", "/assets/portal.css")) {
            assertThat(raw("GET " + path + " HTTP/1.1\n" + evil + "Accept: text/html\n\n"))
                    .as(path)
                    .doesNotContain("evil");
        }
    }

    @Test
    void pathsToOtherSitesLeadNowhere() throws Exception {
        for (String path : List.of(
                "//evil.example/",
                "/%2f%2fevil.example",
                "/login?continue=https://evil.example",
                "/\\evil.example",
                "/s/..;/api/shares")) {
            assertThat(raw("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\nAccept: text/html\n\n"))
                    .as(path)
                    .doesNotContainPattern("(?i)location: *(https?:)?[/\\\\]{2}");
        }
    }

    @Test
    void eachResponseHasTheHeadersOfSecurity() throws Exception {
        shared("a.txt", "", null);
        for (String path : List.of(
                "/s/" + id,
                "/s/none",
                "/s/" + id + "/qr.svg",
                "/login",
                "/",
                "/api/shares",
                "/nothing",
                "/error",
                "/assets/portal.css",
                "/assets/none.css",
                "/actuator/health",
                "/actuator/metrics",
                "/s/%2e%2e%2fetc",
                "//double")) {
            String response = raw("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");

            assertThat(response)
                    .as(path)
                    .contains(
                            "Content-Security-Policy: default-src 'none'",
                            "X-Content-Type-Options: nosniff",
                            "X-Frame-Options: DENY",
                            "Referrer-Policy: no-referrer")
                    .doesNotContain("Apache Tomcat", "at io.github", "java.lang");
        }
    }

    @Test
    void onlyScriptsThatThePagesImportAreServed() throws Exception {
        for (String script : List.of("upload.js", "send.js", "crc64.js", "manage.js")) {
            HttpResponse<String> response = stranger.get("/assets/" + script);
            assertThat(response.statusCode()).as(script).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/javascript");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
        }
        for (String other : List.of(
                "upload.html", "upload.css", "upload-page.js", "download.html", "download.js", "page.js", "plans.js")) {
            assertThat(stranger.get("/assets/" + other).statusCode()).as(other).isEqualTo(404);
        }
    }

    @Test
    void otherSiteSignsNobodyOut() throws Exception {
        Owner user = new Owner(portal);

        HttpResponse<String> forged = user.form("/logout", "");
        assertThat(forged.headers().firstValue("Location")).hasValue("/");
        assertThat(user.send("GET", "/api/settings", null).statusCode()).isEqualTo(200);

        HttpResponse<String> own = user.form("/logout", "_csrf=" + user.csrfToken());
        assertThat(own.headers().firstValue("Location")).hasValue("/login?logout");
        assertThat(user.send("GET", "/api/settings", null).statusCode()).isEqualTo(401);
    }

    @Test
    void slowBodiesOfStrangersHoldUpNoPageAndEnd() throws Exception {
        List<String> targets = List.of(
                "POST /s/" + id,
                "POST /login",
                "POST /logout",
                "POST /r/none/files",
                "POST /api/shares",
                "PUT /nothing",
                "TRACE /",
                "POST /s/%2F",
                "GET /assets/portal.css");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 220; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), portal.uri("/").getPort());
                slow.add(socket);
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write((targets.get(i % targets.size())
                                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\na")
                                .getBytes(UTF_8));
            }

            assertThat(Http.send(stranger.request("/login").timeout(Duration.ofSeconds(2)))
                            .statusCode())
                    .isEqualTo(200);
            for (Socket socket : slow) {
                assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                        .matches("(?s)HTTP/1.1 (408|405|400) .*");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void thousandStrangersWhoReadAByteASecondStopNoPage() throws Exception {
        List<String> paths = List.of("/assets/manage.css", "/login", "/s/none", "/s/%2F", "/api/shares", "/r/none");
        try (SlowReaders readers = new SlowReaders(1000, portal.uri("/").getPort(), paths)) {
            for (int i = 0; i < 20; i++) {
                assertThat(Http.send(stranger.request("/login").timeout(Duration.ofSeconds(1)))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void bodyThatArrivesInPiecesIsReadToItsEnd() throws Exception {
        shared("a.txt", "", null);
        owner.api("PATCH", "/api/shares/" + id, "{\"password\":\"right\"}");
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), portal.uri("/").getPort())) {
            for (String piece : List.of(
                    "POST /s/" + id + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 14\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\npass",
                    "word=",
                    "right")) {
                socket.getOutputStream().write(piece.getBytes(UTF_8));
                socket.getOutputStream().flush();
                // The page in between takes longer than the piece.
                assertThat(page().statusCode()).isEqualTo(200);
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 303 ");
        }
    }

    @Test
    void bodyThatWaitsToBeAskedForIsReceived() throws Exception {
        shared("a.txt", "", null);
        HttpResponse<String> response =
                Http.send(stranger.request("/s/" + id, "Content-Type", "application/x-www-form-urlencoded")
                        .expectContinue(true)
                        .timeout(Duration.ofSeconds(5))
                        .POST(BodyPublishers.ofString("password=")));

        assertThat(response.statusCode()).isEqualTo(303);
    }

    @Test
    void loginChangesTheSession() throws Exception {
        String fixed = "SESSION=0123456789ABCDEF0123456789ABCDEF";
        String csrf = Owner.csrfToken(stranger.get("/login", "Cookie", fixed));

        HttpResponse<String> login = stranger.post(
                "/login", "username=demo&password=demo&_csrf=" + csrf, "Cookie", fixed + "; XSRF-TOKEN=" + csrf);

        assertThat(login.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("SESSION=")
                        .doesNotContain("0123456789ABCDEF")
                        .contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void keyOutsideOfThePrefixOfTheOwnerIsNotSigned() {
        for (ShareFile file : List.of(
                new ShareFile("../alice/object", "share", "demo", "a.txt", 1, null, null),
                new ShareFile("object", "share", "demo/..", "a.txt", 1, null, null),
                new ShareFile("", "share", "demo", "a.txt", 1, null, null))) {
            ThrowingCallable sign = () -> portal.bean(Links.class).download(file);
            Assertions.assertThatThrownBy(sign)
                    .as(file.id())
                    .hasMessage("file " + file.id() + ": its object must be below that of its owner");
        }
        assertThat(portal.bean(ProducerTemplate.class)
                        .request(
                                portal.bean(PortalProperties.class).signer(),
                                exchange -> exchange.getMessage().setHeader("CamelPresignObjectKey", "secrets/a"))
                        .getException())
                .hasMessageContaining("allowedKeyPrefixes");
    }

    @Test
    void metricsAreForUsersAndHealthHasNoDetailsForStrangers() throws Exception {
        assertThat(stranger.get("/actuator/metrics").statusCode()).isEqualTo(302);
        assertThat(stranger.get("/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(owner.send("GET", "/actuator/metrics", null).statusCode()).isEqualTo(200);
    }
}
