// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that list links in each supported form. */
class LinkSourceManifestTest extends OssPresignedTestSupport {

    LinkSourceManifestTest() {
        withoutRouteBuilder();
    }

    private Path links() {
        return directory.resolve("links");
    }

    private void start() throws Exception {
        Files.createDirectories(links());
        addRoutes(routes -> routes.from("osspresigned:" + inbox() + "?" + LOCAL + "&linkSource=RAW(file:" + links()
                        + "?delay=50&initialDelay=0&moveFailed=.error)")
                .to("mock:out"));
        context.start();
    }

    private void drop(String content) throws IOException {
        Files.move(Files.write(directory.resolve("m"), content.getBytes(UTF_8)), links().resolve("m"));
    }

    static Stream<String> manifests() {
        return Stream.of(
                "%s\n%s\n",
                "\uFEFFurl;id\r\n\"%s\";\"ä\"\r\n%s;b.txt\r\n",
                "{\"url\":\"%s\"}\n{\"url\":\"%s\"}\n",
                "[{\"url\":\"%s\"},\n{\"url\":\"%s\"}]");
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void eachLinkBecomesOneExchangeInTheOrderOfTheManifest(String form) throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        out.setResultWaitTime(60_000);
        out.expectedBodiesReceived("A", "B");
        start();

        drop(form.formatted(stored("a.txt", "A"), stored("b.txt", "B")));

        out.assertIsSatisfied();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(filesIn(links())).containsExactly(".camel/m"));
    }

    @Test
    void invalidLineFailsTheFileButNotTheOtherLinks() throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        start();

        drop("url\n" + stored("a.txt", "A") + "\nnothing\n" + stored("b.txt", "B") + "\n");

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(filesIn(links())).containsExactly(".error/m"));
        assertThat(out.getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly("A", "B");
    }

    /** Simulates a file on a network drive that disconnects. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void unreadableRestOfListFailsTheMessageAfterItsFirstLinks(int readable) throws Exception {
        String url = stored("a.txt", "A");
        byte[] content = (url + "\n").repeat(readable).getBytes(UTF_8);
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(content), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the drive is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        });
        addRoutes(routes -> routes.from(osspresigned("&fileExist=Ignore&linkSource=direct:links"))
                .to("mock:out"));
        context.start();

        Exchange sent =
                template.send("direct:links", exchange -> exchange.getMessage().setBody(breaking));

        assertThat(sent.getException()).isNotNull().hasStackTraceContaining("the drive is gone");
        // The number of links is unknown, so not even the first one is started.
        assertThat(getMockEndpoint("mock:out").getReceivedCounter()).isEqualTo(readable < 2 ? 0 : readable);
    }
}
