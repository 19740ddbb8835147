// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the routes of the page on large uploads. */
@Timeout(120)
class LargeUploadRoutesTest {

    private static final byte[] FILM = film();

    @AutoClose
    private final DocsServer server = new DocsServer();

    private static byte[] film() {
        byte[] film = new byte[20 * 1024 * 1024];
        new Random(7).nextBytes(film);
        return film;
    }

    private static void write(String name) throws Exception {
        Files.createDirectories(Path.of("films"));
        Files.write(Path.of("films", name), FILM);
    }

    private void awaitObject(String key) {
        await().atMost(DocsServer.LONG)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(server.oss.objectBytes(DocsServer.BUCKET, key))
                        .isEqualTo(FILM));
    }

    @Test
    void fileIsUploadedInParts() throws Exception {
        write("a.mp4");

        server.start(new LargeUploadRoutes.OneProcess());

        awaitObject("a.mp4");
        assertThat(server.oss.requests()).anyMatch(request -> request.target().contains("partNumber=3"));
    }

    @Test
    void systemWithoutKeysResumesByTheKeptPlan() throws Exception {
        server.withQueues();
        server.property("camel.component.osspresigned.max-attempts", "1");
        server.oss.inject(
                new Fault.StatusError(500, "InternalError", "no"),
                1,
                request -> request.target().contains("partNumber=3"));
        write("a.mp4");

        server.start(
                new LargeUploadRoutes.Planner(), new LargeUploadRoutes.Requester(), new LargeUploadRoutes.Uploader());

        awaitObject("incoming/a.mp4");
        assertThat(server.oss.requests())
                .filteredOn(request ->
                        request.method().equals("POST") && request.target().contains("uploads"))
                .hasSize(1);
        await().atMost(DocsServer.LONG).until(() -> Files.exists(Path.of("plans", ".camel", "a.mp4.json")));
    }
}
