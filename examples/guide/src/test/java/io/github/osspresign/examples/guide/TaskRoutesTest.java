// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.test.Chrome;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.HttpProxy;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of the short pages, each about one task. */
@Timeout(120)
class TaskRoutesTest {

    @AutoClose
    private final DocsServer server = new DocsServer();

    @TempDir
    Path profile;

    private OSSClientBuilder client() {
        return OSSClient.newBuilder()
                .region(server.oss.region())
                .endpoint(server.oss.endpoint().toString())
                .credentialsProvider(
                        new StaticCredentialsProvider(server.oss.accessKeyId(), server.oss.accessKeySecret()));
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(TaskRoutesTest.class.getResourceAsStream("/guide/" + name), name);
    }

    /** A web page, beside the route that it asks for links. */
    private static final class Page extends RouteBuilder {
        @Override
        public void configure() {
            from("platform-http:/page").setBody(constant("<!DOCTYPE html><title>Upload</title>"));
            from("platform-http:/upload.js")
                    .setHeader(Exchange.CONTENT_TYPE, constant("text/javascript"))
                    .process(exchange -> exchange.getMessage().setBody(resource("upload.js")));
        }
    }

    private static String upload(String type) {
        return "import('/upload.js').then(script => script.upload(new File(['content'], 'a.txt', { type: '" + type
                + "' }))).then(key => key, error => error.name)";
    }

    @Test
    void pageUploadsThroughALinkOnlyWithTheRuleOfTheBucket() throws Exception {
        String origin = "http://127.0.0.1:" + server.withWebServer();
        server.start(new TaskRoutes.UploadLink(), new Page());
        Map<String, String> stored = Map.of(
                "image/png", "image/png", "text/html", "application/octet-stream", "", "application/octet-stream");
        try (Chrome chrome = Chrome.require(profile);
                OSSClient owner = client().build()) {
            Chrome.Tab tab = chrome.open(origin + "/page");
            await().atMost(DocsServer.LONG)
                    .until(() -> tab.evaluate("document.title").equals("Upload"));

            assertThat(tab.evaluate(upload("image/png"))).isEqualTo("TypeError");
            assertThat(server.oss.requests()).noneMatch(request -> request.status() == 200);

            UploadRule.allow(owner, DocsServer.BUCKET, origin);
            for (Map.Entry<String, String> type : stored.entrySet()) {
                String key = tab.evaluate(upload(type.getKey()));
                HttpResponse<String> opened = Http.get(server.link(key));
                assertThat(opened.body()).isEqualTo("content");
                assertThat(opened.headers().firstValue("Content-Type")).hasValue(type.getValue());
            }
        }
        assertThat(server.oss.requests())
                .filteredOn(request ->
                        request.method().equals("PUT") && request.target().contains("/uploads/"))
                .hasSize(stored.size())
                .allMatch(request -> request.status() == 200);
    }

    @Test
    void addressOfAFileLeadsToALinkThatIsMadeAtTheClick() throws Exception {
        int port = server.withWebServer();
        server.stored("share/report.csv", "content");
        server.start(new TaskRoutes.LinkAtTheClick());

        HttpResponse<String> redirect =
                Http.get("http://127.0.0.1:" + port + "/files/report.csv?CamelPresignMethod=DELETE");

        assertThat(redirect.statusCode()).isEqualTo(302);
        String link = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(link).contains("x-oss-expires=300");
        assertThat(redirect.headers().map().keySet()).noneMatch(name -> name.startsWith("camel"));
        assertThat(Http.get(link).body()).isEqualTo("content");
        assertThat(Http.get("http://127.0.0.1:" + port + "/files/report.csv?name=x")
                        .statusCode())
                .as("a name in the query beside that of the path")
                .isEqualTo(400);
    }

    @Test
    void eachRowOfACsvFileBecomesALink() throws Exception {
        DocsServer.write("lists", "keys.csv", """
                key;name;lifetime
                reports/a,b.csv;January.csv;2h
                reports/报告.csv;报告.csv;3d
                """);
        server.start(new CsvLinks());

        Path links = Path.of("links", "keys.csv");
        await().atMost(DocsServer.LONG).until(() -> Files.exists(links));
        List<String> lines = Files.readAllLines(links);
        assertThat(lines).hasSize(3).first().isEqualTo("key;url;expiresAt");
        assertThat(lines.get(1)).startsWith("reports/a,b.csv;http").contains("January.csv", "x-oss-expires=7200");
        assertThat(lines.get(2)).startsWith("reports/报告.csv;http").contains("x-oss-expires=259200");
    }

    @Test
    void linksForAFileOfKeysAreDownloaded() throws Exception {
        server.stored("reports/a.txt", "content");
        server.stored("reports/报告.txt", "figures");
        DocsServer.write("lists", "keys.csv", "key\nreports/a.txt\nreports/报告.txt\n");
        server.start(new CsvLinks(), new TaskRoutes.CsvDownloads());

        server.awaitProcessed(2);
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
        assertThat(DocsServer.read("inbox", "报告.txt")).isEqualTo("figures");
    }

    @Test
    void csvFileWithAnInvalidRowIsMovedAway() throws Exception {
        DocsServer.write("lists", "keys.csv", "key;name;lifetime\na.csv;a.csv;8d\n");
        server.start(new CsvLinks());

        await().atMost(DocsServer.LONG).until(() -> Files.exists(Path.of("lists", ".failed", "keys.csv")));
        assertThat(Path.of("links", "keys.csv")).doesNotExist();
    }

    @Test
    void linksInACsvFileAreDownloaded() throws Exception {
        server.stored("a.txt", "content");
        DocsServer.write("links", "links.csv", "id;url;size\n42;" + server.link("a.txt") + ";7\n");
        server.start(new TaskRoutes.CsvDownloads());

        server.awaitProcessed(1);
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
    }

    @Test
    void prefixIsDownloadedAndListedThroughTheProxyOfTheClient() throws Exception {
        server.stored("reports/a.csv", "1");
        server.stored("reports/b.pdf", "2");
        try (HttpProxy proxy = new HttpProxy(null);
                OSSClient client = ProxiedClient.throughProxy(client(), "127.0.0.1", proxy.port())
                        .build()) {
            server.camel.bind("ossClient", client);
            server.start(new PresignRoutes.PrefixLinks());

            await().atMost(DocsServer.LONG).until(() -> Files.exists(Path.of("reports", "a.csv")));
            assertThat(Path.of("reports", "b.pdf")).doesNotExist();
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .contains("prefix=reports")
                    .doesNotContain("a.csv");
        }
    }

    @Test
    void linksHaveTheHostOfTheEndpointAndCallsThatOfTheClient() throws Exception {
        String host = "localhost:" + server.oss.port();
        server.property("camel.component.presign.endpoint", "http://" + host);
        server.stored("a.txt", "content");
        try (OSSClient client = client().build()) {
            server.camel.bind("ossClient", client);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:link").to("presign:my-bucket?verifyObject=true");
                }
            });

            Map<String, Object> headers = server.send("direct:link", "", Map.of("CamelPresignObjectKey", "a.txt"));

            assertThat((String) headers.get("CamelPresignUrl")).startsWith("http://" + host);
            assertThat(server.oss.requests())
                    .filteredOn(request -> request.method().equals("HEAD"))
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers().get("Host"))
                            .containsExactly("127.0.0.1:" + server.oss.port()));
        }
    }

    @Test
    void clientInsideAlibabaCloudTakesTheKeysOfTheEnvironment() throws Exception {
        try (OSSClient client = InternalClient.create()) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void clientWithProxyTakesTheKeysOfTheEnvironment() throws Exception {
        try (OSSClient client = ProxiedClient.create()) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void downloadsGoThroughTheProxyOfTheProperties() throws Exception {
        Properties properties = new Properties();
        try (InputStream file = resource("proxy.properties")) {
            properties.load(file);
        }
        properties.forEach((name, value) -> server.property((String) name, (String) value));
        server.start();

        assertThat(server.context()
                        .getComponent("osspresigned", OssPresignedComponent.class)
                        .getConfiguration()
                        .getProxyHost())
                .isEqualTo("proxy.example.com");
    }
}
