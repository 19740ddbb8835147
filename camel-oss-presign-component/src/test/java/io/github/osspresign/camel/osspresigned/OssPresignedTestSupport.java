// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.RoutesTestSupport;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.test.SignedLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Context with an OSS-compatible server for links and downloads. */
public abstract class OssPresignedTestSupport extends RoutesTestSupport {

    public static final String BUCKET = "demo";
    /** Options that allow links to this machine without TLS. */
    public static final String LOCAL = "allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true";

    public final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
    public final OssDevServer server =
            OssDevServer.builder().bucket(BUCKET).clock(clock).start();
    private final SignedLinks signedLinks = new SignedLinks(server, BUCKET, clock);

    @TempDir
    public Path directory;

    @Override
    protected org.apache.camel.CamelContext createCamelContext() throws Exception {
        org.apache.camel.CamelContext context = super.createCamelContext();
        OssPresignedComponent component = new OssPresignedComponent();
        component.setClock(clock);
        context.addComponent("osspresigned", component);
        PresignComponent presign = new PresignComponent();
        presign.setClock(clock);
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        context.addComponent("presign", presign);
        return context;
    }

    /** Prepares a test that adds its routes itself. */
    protected void withoutRouteBuilder() {
        testConfiguration().withUseRouteBuilder(false);
    }

    @AfterEach
    protected void stopServer() {
        server.close();
    }

    public Path inbox() {
        return directory.resolve("inbox");
    }

    /** Returns the endpoint that downloads into the inbox. */
    protected String osspresigned(String options) {
        return "osspresigned:" + inbox() + "?" + LOCAL + options;
    }

    public String link(String key) {
        return signedLinks.get(key);
    }

    public String link(String key, Map<String, String> query) {
        return signedLinks.url("GET", key, query, Duration.ofHours(1));
    }

    /** Stores text and returns a link to it. */
    protected String stored(String key, String content) {
        server.putObject(BUCKET, key, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return link(key);
    }

    /** Returns the files below a directory, also while a route moves some of them. */
    public static List<String> filesIn(Path directory) {
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(directory.relativize(file).toString());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    return failure instanceof NoSuchFileException
                            ? FileVisitResult.CONTINUE
                            : super.visitFileFailed(file, failure);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }
}
