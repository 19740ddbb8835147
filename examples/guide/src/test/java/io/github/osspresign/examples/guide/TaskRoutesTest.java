package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.test.Chrome;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.HttpProxy;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of the short pages, each about one task. */
@Timeout(120)
class TaskRoutesTest {

    private final DocsServer server = new DocsServer();

    @TempDir
    Path profile;

    @AfterEach
    void clear() throws Exception {
        server.close();
    }

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

    @Test
    void pageUploadsThroughALinkOnlyWithTheRuleOfTheBucket() throws Exception {
        int port = FreePort.find();
        String origin = "http://127.0.0.1:" + port;
        server.property("camel.server.enabled", "true").property("camel.server.port", String.valueOf(port));
        server.start(new TaskRoutes.UploadLink(), new Page());
        try (Chrome chrome = Chrome.start(profile)) {
            assumeTrue(chrome != null, "needs chromium-headless-shell or chromium");
            Chrome.Tab tab = chrome.open(origin + "/page");
            await().atMost(DocsServer.LONG)
                    .until(() -> tab.evaluate("document.title").equals("Upload"));
            String upload = "import('/upload.js').then(script => script.upload(new File(['content'], 'a.txt',"
                    + " { type: 'text/plain' }))).then(() => 'stored', error => error.name)";

            assertThat(tab.evaluate(upload)).isEqualTo("TypeError");
            assertThat(server.oss.requests()).noneMatch(request -> request.status() == 200);

            try (OSSClient owner = client().build()) {
                TaskRoutes.allowUploads(owner, DocsServer.BUCKET, origin);
            }
            assertThat(tab.evaluate(upload)).isEqualTo("stored");
        }
        assertThat(server.oss.requests())
                .filteredOn(request ->
                        request.method().equals("PUT") && request.target().contains("/uploads/"))
                .singleElement()
                .satisfies(request -> assertThat(request.status()).isEqualTo(200));
    }

    @Test
    void eachRowOfACsvFileBecomesALink() throws Exception {
        DocsServer.write("lists", "keys.csv", """
                key;name;lifetime
                reports/a,b.csv;January.csv;2h
                reports/报告.csv;报告.csv;3d
                """);
        server.start(new TaskRoutes.CsvLinks());

        Path links = Path.of("links", "links.csv");
        await().atMost(DocsServer.LONG)
                .until(() -> Files.exists(links) && Files.readAllLines(links).size() == 2);
        List<String> lines = Files.readAllLines(links);
        assertThat(lines.get(0)).startsWith("reports/a,b.csv;http").contains("January.csv", "x-oss-expires=7200");
        assertThat(lines.get(1)).startsWith("reports/报告.csv;http").contains("x-oss-expires=259200");
    }

    @Test
    void csvFileWithAnInvalidRowIsMovedAway() throws Exception {
        DocsServer.write("lists", "keys.csv", "key;name;lifetime\na.csv;a.csv;8d\n");
        server.start(new TaskRoutes.CsvLinks());

        await().atMost(DocsServer.LONG).until(() -> Files.exists(Path.of("lists", ".failed", "keys.csv")));
        assertThat(Path.of("links", "links.csv")).doesNotExist();
    }

    @Test
    void linksInACsvFileAreDownloaded() throws Exception {
        server.stored("a.txt", "content");
        DocsServer.write(
                "lists",
                "links.csv",
                "id;url;size\n42;" + server.url("a.txt", Duration.ofHours(1), Instant.now()) + ";7\n");
        server.start(new TaskRoutes.CsvDownloads());
        server.end("process").expectedMessageCount(1);

        server.end("process").assertIsSatisfied(DocsServer.LONG.toMillis());
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
    }

    @Test
    void listingGoesThroughTheProxyOfTheClient() throws Exception {
        server.stored("reports/a.csv", "1");
        try (HttpProxy proxy = new HttpProxy(null);
                OSSClient client = TaskRoutes.throughProxy(client(), "127.0.0.1", proxy.port())
                        .build()) {
            server.camel.bind("ossClient", client);
            server.start(new PresignRoutes.PrefixLinks());

            await().atMost(DocsServer.LONG).until(() -> Files.exists(Path.of("reports", "a.csv")));
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .contains("prefix=reports")
                    .doesNotContain("a.csv");
        }
    }

    @Test
    void clientWithProxyIsInTheRegistry() {
        var context = new DefaultCamelContext();
        TaskRoutes.bindClient(context);

        assertThat(context.getRegistry().findSingleByType(OSSClient.class)).isNotNull();
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
