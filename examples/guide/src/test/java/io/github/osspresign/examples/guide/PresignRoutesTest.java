// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the routes of the presign pages. */
@Timeout(120)
class PresignRoutesTest {

    @AutoClose
    private final DocsServer server = new DocsServer();

    @Test
    void oneLinkIsMade() throws Exception {
        DocsServer.write("outbox", "a.txt", "content");
        server.start(new PresignRoutes.OneLink());

        await().atMost(DocsServer.LONG).until(() -> !server.logged.isEmpty());
        assertThat(server.logged.get(0)).contains("/my-bucket/a.txt?", "x-oss-expires=900", "x-oss-signature=xxxxxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "share.xml", "share.yaml"})
    void theLinkCrossesTheQueueInAnyLanguage(String route) throws Exception {
        server.withQueues();
        DocsServer.write("outbox", "a.txt", "content");
        server.stored("a.txt", "content");
        server.start(route, new PresignRoutes.LinkAsBody());

        PresignedLink link = LinkJson.read(Objects.requireNonNull(server.dequeue("links")));
        assertThat(Http.get(link.url()).body()).isEqualTo("content");
        assertThat(link.url()).contains("x-oss-expires=43200", "response-content-disposition");
    }

    @Test
    void noLinkExpiresEarly() throws Exception {
        server.start(new PresignRoutes.MinValidity());

        assertThat(server.send("direct:share", "", Map.of("CamelFileName", "a.txt")))
                .containsEntry("CamelPresignLifetimeLimit", "requested");
        assertThat(server.send("direct:share", "", Map.of("CamelFileName", "a.txt", "CamelPresignExpiration", "1m")))
                .doesNotContainKey("CamelPresignUrl");
    }

    @Test
    void oneEndpointServesManyKeys() throws Exception {
        server.property("camel.component.presign.allowed-buckets", "tenant-a,tenant-b");
        server.start(new PresignRoutes.ManyKeys());

        assertThat((String) server.send("direct:share", "", Map.of("tenant", "tenant-a", "file", "a&b%.txt"))
                        .get("CamelPresignUrl"))
                .contains("/tenant-a/a%26b%25.txt?");
    }

    @Test
    void theObjectIsAskedForFirst() throws Exception {
        server.withQueues().stored("a.txt", "content");
        server.start(new PresignRoutes.VerifyObject());
        server.enqueue("reports", "a.txt", Map.of());

        PresignedLink link = LinkJson.read(Objects.requireNonNull(server.dequeue("links")));
        assertThat(link.size()).isEqualTo(7);
        assertThat(link.crc64()).isNotNull();
    }

    @Test
    void aFormForBrowsersIsMade() throws Exception {
        int port = server.withWebServer();
        server.start(new PresignRoutes.UploadForm());

        assertThat(Http.get("http://127.0.0.1:" + port + "/upload?user=42").body())
                .contains("name=\"key\" value=\"uploads/42/${filename}\"", "<option>image/png</option>")
                .contains("name=\"file\" required");
    }

    @Test
    void eachLineReturnsALink() throws Exception {
        DocsServer.write("keys", "list.txt", "a.txt\nb.txt\n");
        server.withQueues().start(new PresignRoutes.ManyLinks());

        for (String key : List.of("a.txt", "b.txt")) {
            assertThat(LinkJson.read(Objects.requireNonNull(server.dequeue("links")))
                            .key())
                    .isEqualTo(key);
        }
    }

    @Test
    void partsGetALinkEach() throws Exception {
        server.start(new PresignRoutes.PartLinks());
        server.send("direct:parts", "", Map.of("uploadId", "42"));

        server.awaitProcessed(2);
        assertThat(server.end("process").getExchanges())
                .extracting(exchange ->
                        exchange.getMessage().getBody(PresignedLink.class).url())
                .allMatch(url -> url.contains("uploadId=42"))
                .anyMatch(url -> url.contains("partNumber=2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "watch.yaml"})
    void whatIsNewIsDownloadedInAnyLanguage(String route) throws Exception {
        server.stored("inbox/a.txt", "content");
        server.start(route, new PresignRoutes.Watch());

        await().atMost(DocsServer.LONG).until(() -> Files.exists(Path.of("inbox", "a.txt")));
        assertThat(DocsServer.read("inbox", "a.txt")).isEqualTo("content");
    }

    @Test
    void aProviderIsFoundInTheRegistry() {
        var context = new DefaultCamelContext();
        PresignRoutes.bindProvider(context, new PresignRoutes.Vault("id", "secret", "token"));

        assertThat(context.getRegistry()
                        .findSingleByType(CredentialsProvider.class)
                        .getCredentials()
                        .accessKeyId())
                .isEqualTo("id");
    }
}
