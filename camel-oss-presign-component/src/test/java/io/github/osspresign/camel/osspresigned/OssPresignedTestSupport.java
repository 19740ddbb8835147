// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.RoutesTestSupport;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.test.SignedLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Context with an OSS-compatible server for links and downloads. */
public abstract class OssPresignedTestSupport extends RoutesTestSupport {

    protected static final String BUCKET = "demo";
    /** Options that allow links to this machine without TLS. */
    protected static final String LOCAL = "allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true";

    protected final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
    protected final OssDevServer server =
            OssDevServer.builder().bucket(BUCKET).clock(clock).start();
    private final SignedLinks signedLinks = new SignedLinks(server, BUCKET, clock);

    @TempDir
    protected Path directory;

    @Override
    protected org.apache.camel.CamelContext createCamelContext() throws Exception {
        org.apache.camel.CamelContext context = super.createCamelContext();
        OssPresignedComponent component = new OssPresignedComponent();
        component.setClock(clock);
        context.addComponent("osspresigned", component);
        return context;
    }

    /** Adds the component that signs links to the server. */
    protected void addPresign(org.apache.camel.CamelContext context) {
        PresignComponent presign = new PresignComponent();
        presign.setClock(clock);
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        context.addComponent("presign", presign);
    }

    /** Prepares a test that adds its routes itself. */
    protected void withoutRouteBuilder() {
        testConfiguration().withUseRouteBuilder(false);
    }

    @AfterEach
    protected void stopServer() {
        server.close();
    }

    protected Path inbox() {
        return directory.resolve("inbox");
    }

    /** Returns the endpoint that downloads into the inbox. */
    protected String osspresigned(String options) {
        return "osspresigned:" + inbox() + "?" + LOCAL + options;
    }

    protected String link(String key) {
        return signedLinks.get(key);
    }

    protected String link(String key, Map<String, String> query) {
        return signedLinks.url("GET", key, query, Duration.ofHours(1));
    }

    /** Stores text and returns a link to it. */
    protected String stored(String key, String content) {
        server.putObject(BUCKET, key, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return link(key);
    }

    protected static List<String> filesIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
