// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.transfer.model.FileExist;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links of one message whose objects have the same name follow {@code fileExist}, sequentially and in parallel. */
class SameNameTest extends OssPresignedTestSupport {

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());

    SameNameTest() {
        withoutRouteBuilder();
    }

    @ParameterizedTest
    @EnumSource(FileExist.class)
    void sequentialLinksFollowFileExist(FileExist fileExist) throws Exception {
        start(fileExist);

        Exchange result = template.request(
                "direct:links", exchange -> exchange.getMessage().setBody(batch(2)));

        assertThat(result.getException() != null).isEqualTo(fileExist == FileExist.Fail);
        switch (fileExist) {
            case Override -> {
                assertThat(bodies).containsExactly("content 0", "content 1");
                assertThat(inbox().resolve("a.txt")).hasContent("content 1");
                assertThat(filesIn(inbox())).containsExactly("a.txt");
            }
            case Fail -> {
                assertThat(bodies).containsExactly("content 0");
                assertThat(filesIn(inbox())).containsExactly("a.txt");
            }
            case Ignore -> {
                assertThat(bodies).containsExactly("content 0", "content 0");
                assertThat(filesIn(inbox())).containsExactly("a.txt");
            }
            case TryRename -> {
                assertThat(bodies).containsExactly("content 0", "content 1");
                assertThat(filesIn(inbox())).containsExactly("a-1.txt", "a.txt");
            }
        }
    }

    @Test
    void parallelLinksGetDifferentNames() throws Exception {
        int links = 12;
        start(FileExist.TryRename);

        sendSideBySide(links);

        assertThat(filesIn(inbox())).hasSize(links).allMatch(name -> name.matches("a(-[0-9]+)?\\.txt"));
        assertThat(bodies).hasSize(links).doesNotHaveDuplicates();
    }

    @Test
    void concurrentDownloadsOfOneNameSucceedInFurtherAttempts() throws Exception {
        start(FileExist.Override, 50);

        sendSideBySide(4);

        assertThat(filesIn(inbox())).containsExactly("a.txt");
        assertThat(Files.readString(inbox().resolve("a.txt"))).matches("content [0-3]");
    }

    private void start(FileExist fileExist) throws Exception {
        start(fileExist, 1);
    }

    private void start(FileExist fileExist, int maxAttempts) throws Exception {
        addRoutes(routes -> {
            String options = "&backoffMax=10ms&maxAttempts=" + maxAttempts + "&fileExist=" + fileExist;
            routes.from(osspresigned(options + "&linkSource=direct:links"))
                    .process(exchange -> bodies.add(Files.readString(
                            exchange.getMessage().getBody(java.io.File.class).toPath())));
        });
        context.start();
    }

    private void sendSideBySide(int links) throws Exception {
        List<Future<Object>> sent = new ArrayList<>();
        for (String link : batch(links).split("\n", -1)) {
            sent.add(template.asyncRequestBody("direct:links", link));
        }
        for (Future<Object> one : sent) {
            one.get();
        }
    }

    private String batch(int links) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < links; i++) {
            String key = "folder" + i + "/a.txt";
            server.putObject(BUCKET, key, ("content " + i).getBytes(StandardCharsets.UTF_8));
            urls.add(link(key));
        }
        return String.join("\n", urls);
    }
}
