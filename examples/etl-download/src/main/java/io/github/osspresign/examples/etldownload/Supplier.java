// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The side that has the objects and the keys, and gives a manifest of links to the side that loads them. */
public final class Supplier {

    private final Sample sample;
    private final BiConsumer<String, byte[]> bucket;
    private final String endpoint;
    private final Map<String, String> properties;
    private final Path staged;

    /**
     * @param bucket stores an object under its key
     * @param endpoint the {@code presign:} endpoint of the bucket, with a question mark
     * @param properties what Camel is configured with, such as the keys
     * @param workspace where the manifest is made
     */
    Supplier(
            Sample sample,
            BiConsumer<String, byte[]> bucket,
            String endpoint,
            Map<String, String> properties,
            Path workspace) {
        this.sample = sample;
        this.bucket = bucket;
        this.endpoint = endpoint;
        this.properties = properties;
        this.staged = workspace.resolve("manifest.staged");
    }

    /** Stores all objects but those that are to be missing. */
    void store() {
        sample.objects(false).parallel().forEach(this::store);
    }

    /** Stores the objects that were missing. */
    void storeMissing() {
        sample.objects(true).forEach(this::store);
    }

    private void store(int object) {
        bucket.accept(sample.key(object), sample.zip(object));
    }

    /** Puts the manifest there, as a whole, when those of its links that are to have ended have done so. */
    void giveManifest(Path manifest) throws Exception {
        Main camel = new Main();
        // Camel's own reaction to Ctrl-C waits a minute for somebody else to stop the context.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        properties.forEach(camel::addInitialProperty);
        camel.bind("supplier", this);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:manifest").to(endpoint + "&operation=signAll").bean("supplier");
            }
        });
        camel.start();
        try {
            camel.getCamelTemplate().sendBody("direct:manifest", sample.entries());
        } finally {
            camel.stop();
        }
        Files.createDirectories(manifest.getParent());
        Files.move(staged, manifest, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes the links, each of which is signed when it is taken. */
    @Handler
    public void write(@Body Iterator<PresignedLink> links) throws IOException, InterruptedException {
        Instant ended = Instant.MIN;
        Instant soon = Instant.now().plus(Duration.ofHours(1));
        try (BufferedWriter lines = Files.newBufferedWriter(staged)) {
            while (links.hasNext()) {
                PresignedLink link = links.next();
                lines.write(LinkJson.write(link) + "\n");
                Instant end = link.expiresAt();
                if (end != null && end.isBefore(soon)) {
                    ended = end;
                }
            }
        }
        long millis = Duration.between(Instant.now(), ended).toMillis();
        TimeUnit.MILLISECONDS.sleep(millis + 1000);
    }
}
