// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** YAML routes with nothing but kamelets, against the development server. */
class KameletRoutesTest {

    private static final long PATIENCE = Duration.ofSeconds(20).toMillis();
    private static final byte[] CONTENT = "figures".getBytes(StandardCharsets.UTF_8);

    /** The characters that a URI would misread. */
    private static final String SECRET = "a+b&c=d%2F e?";

    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo").accessKey("key-id", SECRET));

    @TempDir
    Path directory;

    private final Main camel = new Main();

    private void start(String route) throws Exception {
        OssDevServer server = oss.server();
        camel.configure().withRoutesIncludePattern("routes/" + route + ".yaml");
        camel.addInitialProperty("directory", directory.toString());
        camel.addInitialProperty("endpoint", server.endpoint().toString());
        camel.addInitialProperty("server", server.endpoint().getAuthority());
        camel.addInitialProperty("key", server.accessKeyId());
        camel.addInitialProperty("secret", server.accessKeySecret());
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
    }

    private Exchange send(String uri, @Nullable Object body, @Nullable String key) throws Exception {
        return camel.getCamelTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("CamelPresignObjectKey", key);
        });
    }

    private Exchange receive() {
        return camel.getCamelContext().createConsumerTemplate().receive("seda:out", PATIENCE);
    }

    @Test
    void linkIsMadeAndDownloaded() throws Exception {
        oss.server().putObject("demo", "report.txt", CONTENT);
        camel.addInitialProperty("camel.component.osspresigned.local-development", "true");
        start("download");

        Exchange done = send("direct:download", null, "report.txt");

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("figures");
        assertThat(directory.resolve("report.txt")).hasBinaryContent(CONTENT);
    }

    @Test
    void valuesWithCharactersOfUrisAreUsedAsTheyAre() throws Exception {
        oss.server().putObject("demo", "a+b&method=PUT %2e).txt", CONTENT);
        camel.addInitialProperty("camel.component.osspresigned.local-development", "true");
        start("characters");

        Exchange done = send("direct:download", null, null);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("CamelPresignLinkMethod")).isEqualTo("GET");
        assertThat(directory.resolve("c+d %2e (1)")).hasBinaryContent(CONTENT);
    }

    @Test
    void bodyIsUploadedThroughALink() throws Exception {
        start("upload");

        Exchange done = send("direct:upload", CONTENT, "uploaded.txt");

        assertThat(done.getException()).isNull();
        assertThat(oss.server().objectBytes("demo", "uploaded.txt")).isEqualTo(CONTENT);
    }

    @Test
    void linksOfASourceAreDownloaded() throws Exception {
        oss.server().putObject("demo", "linked.txt", CONTENT);
        start("source");
        assertThat(camel.getCamelContext().getEndpoints())
                .anyMatch(endpoint -> endpoint.getEndpointUri().startsWith("file:")
                        && endpoint.getEndpointUri().contains("delay=50"));
        String url = send("direct:link", null, "linked.txt").getMessage().getHeader("CamelPresignUrl", String.class);
        Path file = Files.writeString(directory.resolve("link.tmp"), url);
        Files.move(file, directory.resolve("links/link.txt"));

        assertThat(receive().getMessage().getBody(String.class)).isEqualTo("figures");
        assertThat(directory.resolve("inbox/linked.txt")).hasBinaryContent(CONTENT);
    }

    @Test
    void newObjectOfABucketBecomesALink() throws Exception {
        start("watch");
        oss.server().putObject("demo", "watched/new.txt", CONTENT);

        Exchange found = receive();

        assertThat(found.getMessage().getHeader("CamelPresignUrl", String.class))
                .startsWith(oss.server().endpoint() + "/demo/watched/new.txt?");
        assertThat(found.getMessage().getBody(String.class)).contains("\"url\"");
    }
}
