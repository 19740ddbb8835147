// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.syntax.AttachmentDisposition;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer downloads the link of a message to a verified file. */
class OssPresignedProducerTest extends OssPresignedTestSupport {

    private static final Map<String, Object> NO_HEADERS = Map.of();

    @Test
    void fileIsTheBodyAndMetadataIsInHeaders() throws Exception {
        String url = stored("dir/hello.txt", "hello world");

        Message message = send(osspresigned(""), url, NO_HEADERS).getMessage();

        File file = inbox().resolve("hello.txt").toFile();
        assertThat(message.getBody()).isEqualTo(file);
        assertThat(file).hasContent("hello world");
        assertThat(message.getHeaders())
                .containsEntry("CamelFileName", "hello.txt")
                .containsEntry("CamelFileNameOnly", "hello.txt")
                .containsEntry("CamelFilePath", file.getPath())
                .containsEntry("CamelFileLength", 11L)
                .containsEntry("CamelFileLastModified", clock.instant().toEpochMilli())
                .containsEntry("Content-Type", "text/plain")
                .containsEntry("CamelOssPresignedETag", "5EB63BBBE01EEED093CB22BB8F5ACDC3")
                .containsEntry("CamelOssPresignedCrc64", "5981764153023615706")
                .containsEntry("CamelOssPresignedVerified", "crc64")
                .containsEntry("CamelOssPresignedAttempts", 1)
                .containsEntry("CamelOssPresignedResumedBytes", 0L)
                .containsEntry("CamelOssPresignedMetadata", Map.of())
                .containsKeys("CamelOssPresignedRequestId", "CamelOssPresignedDuration")
                .doesNotContainKey("CamelFileLocalWorkPath");
        assertThat(filesIn(inbox())).containsExactly("hello.txt");
    }

    @Test
    void acceptsLinkInHeaderOrBodyInEveryForm() throws Exception {
        String url = stored("k", "content");
        PresignedLink link = PresignedLink.of(url);
        String json = LinkJson.write(link);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        for (Object body : List.of(url, " " + url + "\r\n", link, json, bytes, new ByteArrayInputStream(bytes))) {
            assertThat(send(osspresigned(""), body, NO_HEADERS).getMessage().getBody(String.class))
                    .as("body %s", body.getClass())
                    .isEqualTo("content");
        }
        for (Object header : List.of(url, link, json)) {
            assertThat(send(osspresigned(""), "other", Map.of("CamelPresignLink", header))
                            .getMessage()
                            .getBody(String.class))
                    .as("header %s", header.getClass())
                    .isEqualTo("content");
        }
        assertThat(send(osspresigned(""), "other", Map.of("CamelPresignUrl", url))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("content");
    }

    @Test
    void refusesMessageWithoutLink() {
        for (Object body : new Object[] {null, "", new byte[0]}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> send(osspresigned(""), body, NO_HEADERS))
                    .withMessageContaining("CamelPresignLink")
                    .withMessageContaining(
                            body == null ? "empty" : "a " + body.getClass().getName());
        }
    }

    @Test
    void refusesOtherTextWithoutShowingIt() {
        assertThatThrownBy(() -> send(osspresigned(""), "my secret text", NO_HEADERS))
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageContaining("http(s)://host")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesInvalidJsonWithoutShowingIt() {
        String broken = "{\"url\":\"" + stored("k", "x") + "\",\"size\":\"many\"}";

        assertThatThrownBy(() -> send(osspresigned(""), broken, NO_HEADERS)).satisfies(failure -> {
            for (Throwable t = failure; t != null; t = t.getCause()) {
                assertThat(t.getMessage()).contains("size").doesNotContain("x-oss-signature=");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"报告 Q1+2 (final) 100%.pdf", "a'b;c d.txt", "😀.bin"})
    void keepsNamesOfKeyAndContentDisposition(String name) throws Exception {
        server.putObject(BUCKET, "some/" + name, new byte[] {1});
        server.putObject(BUCKET, "plain", new byte[] {2});

        send(osspresigned(""), link("some/" + name), NO_HEADERS);
        assertThat(inbox().resolve(name)).hasBinaryContent(new byte[] {1});

        send(
                osspresigned(""),
                link("plain", Map.of("response-content-disposition", AttachmentDisposition.of(name))),
                NO_HEADERS);
        assertThat(inbox().resolve(name)).hasBinaryContent(new byte[] {2});
    }

    @Test
    void fileNameIsAnExpressionAndMayContainFolders() throws Exception {
        Exchange exchange = send(
                osspresigned("&fileName=${header.day}/${header.id}.txt"),
                stored("k", "content"),
                Map.of("day", "monday", "id", 7));

        assertThat(inbox().resolve("monday/7.txt")).hasContent("content");
        assertThat(exchange.getMessage().getHeader("CamelFileName")).isEqualTo("monday/7.txt");
        assertThat(exchange.getMessage().getHeader("CamelFileNameOnly")).isEqualTo("7.txt");
    }

    @Test
    void fileExistControlsExistingFiles() throws Exception {
        String url = stored("k.txt", "new");
        Path file = inbox().resolve("k.txt");
        Files.createDirectories(inbox());

        Files.writeString(file, "old");
        assertThat(send(osspresigned("&fileExist=Ignore"), url, NO_HEADERS)
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("old");
        assertThatThrownBy(() -> send(osspresigned("&fileExist=Fail"), url, NO_HEADERS))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("k.txt");
        assertThat(file).hasContent("old");
        Message renamed =
                send(osspresigned("&fileExist=TryRename"), url, NO_HEADERS).getMessage();
        assertThat(renamed.getHeader("CamelFileName", String.class)).isEqualTo("k-1.txt");
        assertThat(file).hasContent("old");
        send(osspresigned(""), url, NO_HEADERS);
        assertThat(file).hasContent("new");
        assertThat(filesIn(inbox())).containsExactly("k-1.txt", "k.txt");
    }

    @Test
    void headersOfEarlierDownloadAreRemovedForExistingFile() throws Exception {
        Message first =
                send(osspresigned(""), stored("k.txt", "content"), NO_HEADERS).getMessage();

        Message second = send(osspresigned("&fileExist=Ignore"), link("k.txt"), first.getHeaders())
                .getMessage();

        assertThat(second.getHeaders().keySet())
                .filteredOn(name -> name.startsWith("CamelOssPresigned"))
                .containsExactly("CamelOssPresignedVerified");
        assertThat(second.getHeader("CamelOssPresignedVerified")).isEqualTo("none");
    }

    @Test
    void messageStartsAStoppedEndpointThatTheContextStillLists() throws Exception {
        String url = stored("k.txt", "content");
        Endpoint endpoint = context.getEndpoint(osspresigned(""));
        endpoint.stop();

        send(osspresigned(""), url, NO_HEADERS);

        assertThat(inbox().resolve("k.txt")).hasContent("content");
        assertThat(context.hasEndpoint(osspresigned(""))).isSameAs(endpoint);
    }

    @Test
    void messageAfterTheStopOfTheContextIsRefused() throws Exception {
        String url = stored("k.txt", "content");
        Producer producer = context.getEndpoint(osspresigned("")).createProducer();
        context.stop();
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("CamelPresignUrl", url);

        producer.process(exchange);

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(" is stopped; start its route first");
    }

    @Test
    void routeWhoseEndpointAnotherNodeHasDroppedGoesOn() throws Exception {
        RouteBuilder.addRoutes(context, routes -> {
            routes.from("direct:fixed").to(osspresigned("&fileExist=Override"));
            routes.from("direct:list").recipientList(routes.header("to")).cacheSize(1);
        });
        Map<String, Object> headers =
                Map.of("CamelPresignUrl", stored("k.txt", "content"), "to", osspresigned("&fileExist=Override"));
        Endpoint endpoint = context.getEndpoint(osspresigned("&fileExist=Override"));
        send("direct:list", null, headers);
        for (int i = 0; ServiceHelper.isStarted(endpoint) && i < 1000; i++) {
            send("direct:list", null, Map.of("to", "seda:other" + i));
        }
        assertThat(ServiceHelper.isStarted(endpoint)).isFalse();

        send("direct:fixed", null, headers);
        send("direct:list", null, headers);
        send("direct:fixed", null, headers);
        context.stop();

        assertThat(ServiceHelper.isStarted(endpoint)).isFalse();
    }

    @Test
    void fileOfEarlierStepIsNotUsedAsDownload() throws Exception {
        Path other = Files.writeString(directory.resolve("other.txt"), "other");

        Message message = send(
                        osspresigned(""),
                        stored("k.txt", "content"),
                        Map.of("CamelFileLocalWorkPath", other.toString()))
                .getMessage();

        assertThat(message.getHeader("CamelFileLocalWorkPath")).isNull();
    }

    @Test
    void headersOfFileSourceAreReplaced() throws Exception {
        Map<String, Object> ofTheSource = Map.of(
                "CamelFileNameConsumed", "links.txt",
                "CamelFileAbsolute", true,
                "CamelFileAbsolutePath", "/links/links.txt",
                "CamelFileParent", "/links",
                "CamelFileRelativePath", "links.txt",
                "CamelFileContentType", "text/plain",
                "CamelFileChecksum", "abc",
                "CamelFileLength", 99L);
        for (String endpoint :
                List.of(osspresigned(""), "osspresigned:?" + LOCAL, "osspresigned:?streaming=true&" + LOCAL)) {
            Map<String, Object> headers = send(endpoint, stored("k.txt", "content"), ofTheSource)
                    .getMessage()
                    .getHeaders();
            assertThat(headers)
                    .containsEntry("CamelFileNameConsumed", "links.txt")
                    .containsEntry("CamelFileName", "k.txt")
                    .containsEntry("CamelFileLength", 7L);
            assertThat(headers.keySet())
                    .filteredOn(name -> name.startsWith("CamelFile"))
                    .isSubsetOf(
                            "CamelFileName",
                            "CamelFileNameOnly",
                            "CamelFileNameConsumed",
                            "CamelFilePath",
                            "CamelFileLength",
                            "CamelFileLastModified");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fileExist=Append, 'fileExist: must be one of [Override, Fail, Ignore, TryRename], was'",
        "verify=maybe, 'verify: must be one of [auto, required, none], was'",
        "operation=delete, 'operation: must be one of [download, upload, callback], was'",
        "extract=links, 'extract: must be one of [none, text], was'",
        "allowedHosts=*, allowedHosts: must be",
        "stallTimeout=0s, stallTimeout: must be",
        "stallTimeout=30, 'stallTimeout: must be a duration with a unit'",
        "maxFileSize=-1, maxFileSize: must be",
        "maxAttempts=0, maxAttempts: must be",
        "maxBytesPerSecond=-1, maxBytesPerSecond: must be",
        "partSize=0, partSize: must be",
        "partSize=102399, partSize: must be at least 102400 bytes (100 KiB)",
        "parallelism=65, parallelism: must be",
        "backoffInitial=0s, backoffInitial: must be",
        "minFreeDisk=-1, minFreeDisk: must be"
    })
    void invalidOptionStopsTheStart(String option, String message) {
        String uri = "osspresigned:" + inbox() + "?" + option;

        assertThatThrownBy(() -> context.getEndpoint(uri).start()).hasStackTraceContaining(message);
    }
}
