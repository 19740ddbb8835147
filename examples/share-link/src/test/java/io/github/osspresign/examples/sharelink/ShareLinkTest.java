// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharelink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.Chrome;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.Http;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ShareLinkTest {

    private static final String NAME = "<b>Q&A 报告.txt";

    private static OssDevServer server;
    private static Main camel;
    private static String origin;

    @BeforeAll
    static void start() throws Exception {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "reports/" + NAME, "content".getBytes(UTF_8));
        server.putObject("demo", "secret", "secret".getBytes(UTF_8));
        int port = FreePort.find();
        origin = "http://127.0.0.1:" + port;
        camel = ShareLink.embedded(server);
        camel.addOverrideProperty("camel.server.port", String.valueOf(port));
        camel.addOverrideProperty("share.report", "reports/" + NAME);
        camel.addOverrideProperty("share.removed", "removed.txt");
        camel.start();
    }

    @AfterAll
    static void stop() {
        camel.stop();
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = Http.request(origin + path).method(method, BodyPublishers.ofString(body));
        return Http.send(headers.length > 0 ? request.headers(headers) : request);
    }

    @Test
    void pageHasTheNameAndAButtonAndAsksTheBucketNothing() throws Exception {
        int before = server.requests().size();

        HttpResponse<String> page = send("GET", "/s/report", "");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>&lt;b>Q&amp;A 报告.txt</h1>", "<button>Download</button>");
        assertThat(server.requests()).hasSize(before);
        assertThat(send("GET", "/share.css", "").headers().firstValue("Content-Type"))
                .hasValue("text/css");
        assertSafe(page);
    }

    @Test
    void clickLeadsToALinkOfFiveMinutesThatSavesTheFileUnderItsName() throws Exception {
        HttpResponse<String> click = send("POST", "/s/report", "");

        assertThat(click.statusCode()).isEqualTo(303);
        assertThat(click.body()).isEmpty();
        assertSafe(click);
        URI link = URI.create(click.headers().firstValue("Location").orElseThrow());
        assertThat(link.getQuery()).contains("x-oss-expires=300");
        HttpResponse<String> file = Http.get(link.toString());
        assertThat(file.body()).isEqualTo("content");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("%E6%8A%A5%E5%91%8A.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?CamelPresignObjectKey=secret&CamelPresignMethod=DELETE&CamelPresignExpiration=7d",
                "?objectKey=secret&bucket=other&name=x&Location=https://evil.example",
                "?address=other",
                "?CamelHttpResponseCode=200"
            })
    void requestChangesNothingOfTheLink(String query) throws Exception {
        HttpResponse<String> click = send(
                "POST",
                "/s/report" + query,
                "key=secret&CamelPresignObjectKey=secret",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "CamelPresignObjectKey",
                "secret",
                "CamelPresignEndpoint",
                "https://evil.example",
                "X-Forwarded-Host",
                "evil.example");

        if (query.startsWith("?address")) {
            // Either that of the path, or none.
            assertThat(click.statusCode()).isIn(303, 404);
        } else {
            assertThat(click.statusCode()).isEqualTo(303);
            assertThat(click.headers().firstValue("Location").orElseThrow())
                    .startsWith(server.endpoint().toString())
                    .contains("/demo/reports/", "x-oss-expires=300")
                    .doesNotContain("secret", "evil");
        }
        assertSafe(click);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/s/other", "/s/REPORT", "/s/..%2Fsecret", "/s/secret", "/s/%7B%7Bbucket%7D%7D", "/s/%00"})
    void addressThatIsNotConfiguredHasNoFile(String path) throws Exception {
        for (String method : new String[] {"GET", "POST"}) {
            HttpResponse<String> response = send(method, path, "");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("There is no file at this address.");
            assertSafe(response);
        }
    }

    @Test
    void clickForARemovedObjectSaysSo() throws Exception {
        HttpResponse<String> click = send("POST", "/s/removed", "");

        assertThat(click.statusCode()).isEqualTo(404);
        assertThat(click.body()).contains("The file has been removed.").doesNotContain("removed.txt");
        assertSafe(click);
    }

    @Test
    void takenPortIsNamedWithTheCure() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ShareLink.free(taken.getLocalPort(), new PrintStream(err, true, UTF_8)))
                    .isEmpty();
            assertThat(err.toString(UTF_8))
                    .startsWith("Cannot listen on port " + taken.getLocalPort() + ": ")
                    .endsWith(". -Dport=PORT chooses another one." + System.lineSeparator());
        }
    }

    @Test
    void addressIsPrintedWithTheBoundPortAndNothingBehindIt() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int port = ShareLink.free(0, System.err).orElseThrow();
        Main second =
                ShareLink.listening(ShareLink.embedded(server), port, "report", new PrintStream(out, true, UTF_8));
        second.configure().withDurationMaxSeconds(1);

        second.run();

        assertThat(out.toString(UTF_8)).endsWith("http://localhost:" + port + "/s/report" + System.lineSeparator());
    }

    @Test
    void largeBodyIsRefused() throws Exception {
        assertThat(send("POST", "/s/report", "x".repeat(1001)).statusCode()).isEqualTo(413);
    }

    @Test
    void browserSavesTheFileAfterTheClick(@TempDir Path profile, @TempDir Path downloads) throws Exception {
        try (Chrome chrome = Chrome.require(profile)) {
            chrome.saveInto(downloads);
            Chrome.Tab tab = chrome.open(origin + "/s/report");
            await().until(() -> tab.evaluate("String(document.querySelector('h1')?.textContent)")
                    .equals(NAME));

            tab.evaluate("document.querySelector('button').click()");

            assertThat(chrome.endOfDownload(chrome.nextDownload())).isEqualTo("completed");
        }
        try (var saved = Files.list(downloads)) {
            assertThat(saved).singleElement().satisfies(file -> assertThat(file).hasContent("content"));
        }
    }

    private static void assertSafe(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("camel"));
    }
}
