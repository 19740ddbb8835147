// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server without a directory needs little more heap than its objects have bytes, also after many overwrites. */
@Tag("slow")
class ObjectsInMemoryTest {

    private static final int HEAP_MEBIBYTES = 144;
    private static final int OBJECTS = 96;
    private static final int OVERWRITES = 5;
    private static final int CLIENTS = 4;

    @Test
    void keepsNinetySixMebibytesInHeapOf144() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (ChildProcess server = ChildProcess.server(HEAP_MEBIBYTES)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                ends.add(clients.submit(() -> {
                    for (int i = 0; i < OBJECTS * OVERWRITES; i += CLIENTS) {
                        put(server.endpoint(), (first + i) % OBJECTS);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            for (int number = 0; number < OBJECTS; number++) {
                URI url = SignedUrl.at(server.endpoint(), "GET", "demo", "k" + number)
                        .v4();
                assertThat(Http.get(url).bytes()).as("object %d", number).isEqualTo(content(number));
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void completesUploadOfNinetySixMebibytesInHeapOf160() throws Exception {
        try (ChildProcess server = ChildProcess.server(160)) {
            URI initiation = SignedUrl.at(server.endpoint(), "POST", "demo", "k")
                    .parameter("uploads", "")
                    .v4();
            String id = Http.send("POST", initiation, BodyPublishers.noBody()).element("UploadId");
            for (int number = 1; number <= OBJECTS; number++) {
                URI part = SignedUrl.at(server.endpoint(), "PUT", "demo", "k")
                        .parameter("partNumber", Integer.toString(number))
                        .parameter("uploadId", id)
                        .v4();
                assertThat(Http.put(part, content(number)).status())
                        .as("part %d", number)
                        .isEqualTo(200);
            }
            URI completion = SignedUrl.at(server.endpoint(), "POST", "demo", "k")
                    .parameter("uploadId", id)
                    .header("x-oss-complete-all", "yes")
                    .v4();
            Http.send("POST", completion, BodyPublishers.noBody(), "x-oss-complete-all", "yes")
                    .assertStatus(200);
            URI object = SignedUrl.at(server.endpoint(), "HEAD", "demo", "k").v4();
            assertThat(Http.head(object).header("Content-Length")).isEqualTo(Long.toString(OBJECTS * 1024L * 1024L));
        }
    }

    @Test
    void objectLargerThanTheHeapGetsAnErrorThatSaysWhatToDo() throws Exception {
        try (ChildProcess server = ChildProcess.server(48)) {
            URI url = SignedUrl.at(server.endpoint(), "PUT", "demo", "k").v4();
            Http.Response response = Http.put(url, new byte[96 * 1024 * 1024]);
            response.assertError(500, "InternalError");
            assertThat(response.element("Message")).contains("-Xmx", "--root", "--discard-content");
            assertThat(server.nextLine()).contains("PUT /demo/k", " 500 ");
            assertThat(server.nextLine()).contains("refused: ", "-Xmx");
            Http.put(url, content(1)).assertStatus(200);
        }
    }

    private static void put(URI endpoint, int number) throws Exception {
        URI url = SignedUrl.at(endpoint, "PUT", "demo", "k" + number).v4();
        assertThat(Http.put(url, content(number)).status())
                .as("object %d", number)
                .isEqualTo(200);
    }

    /** Content of one mebibyte that differs from that of the other objects. */
    private static byte[] content(int number) {
        byte[] content = new byte[1024 * 1024];
        Arrays.fill(content, (byte) number);
        return content;
    }
}
