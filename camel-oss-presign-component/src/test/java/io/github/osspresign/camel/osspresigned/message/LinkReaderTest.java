// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.camel.LinkExtraction;
import io.github.osspresign.camel.message.LinkConverters;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import io.github.osspresign.link.url.UrlMask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links are read from any body type, and only as far as they are requested. */
class LinkReaderTest {

    private static final String URL = "https://files.example.com/a";
    private static final String MANIFEST =
            "key,url\nä,https://files.example.com/%C3%A4\nb,https://files.example.com/b\n";

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private final LinkReader reader = new LinkReader(LinkExtraction.NONE);

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        context.start();
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private static List<String> keys(LinkEntries links) {
        List<String> keys = new ArrayList<>();
        try (links) {
            links.forEachRemaining(
                    entry -> keys.add(((LinkEntry.Usable) entry).link().key()));
        }
        return keys;
    }

    /** Reader that counts how often it is closed. */
    private static final class Closable extends ByteArrayInputStream {

        private int closed;

        Closable(String text) {
            super(text.getBytes(UTF_8));
        }

        @Override
        public void close() throws IOException {
            closed++;
            super.close();
        }
    }

    @Test
    void readsManifestFromEveryTextBody() throws IOException {
        byte[] bytes = MANIFEST.getBytes(UTF_8);
        Path file = Files.write(directory.resolve("links.csv"), bytes);

        for (Object body : List.of(
                MANIFEST,
                new StringReader(MANIFEST),
                bytes,
                ByteBuffer.wrap(bytes),
                new ByteArrayInputStream(bytes),
                new ByteArrayInputStreamCache(new ByteArrayInputStream(bytes)),
                file,
                file.toFile(),
                FileConsumer.asGenericFile(directory.toString(), file.toFile(), null, false))) {
            assertThat(keys(reader.all(exchange(body))))
                    .as(body.getClass().getName())
                    .containsExactly("ä", "b");
        }
    }

    @Test
    void decodesBytesInDeclaredCharacterSet() throws IOException {
        byte[] bytes = MANIFEST.getBytes(ISO_8859_1);
        Path file = Files.write(directory.resolve("links.csv"), bytes);

        for (Object body : List.of(
                bytes,
                new ByteArrayInputStream(bytes),
                file.toFile(),
                FileConsumer.asGenericFile(directory.toString(), file.toFile(), null, false))) {
            Exchange exchange = exchange(body);
            exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");

            assertThat(keys(reader.all(exchange))).as(body.getClass().getName()).containsExactly("ä", "b");
        }
    }

    @Test
    void closesBodyAtTheEndAndOnEarlyClose() {
        Closable whole = new Closable(MANIFEST);
        Closable half = new Closable(MANIFEST.repeat(1_000));
        keys(reader.all(exchange(whole)));
        try (LinkEntries links = reader.all(exchange(half))) {
            links.next();
        }

        assertThat(whole.closed).isPositive();
        assertThat(half.closed).isPositive();
        assertThat(half.available()).isPositive();
    }

    @Test
    void closesBodyWithoutLink() {
        Closable empty = new Closable("# nothing\n");

        assertThatIllegalArgumentException().isThrownBy(() -> reader.all(exchange(empty)));
        assertThat(empty.closed).isPositive();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n", "# SECRET", "[]", "url,key\n"})
    void refusesMessageWithoutLink(String body) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.all(exchange(body)))
                .withMessageStartingWith(
                        "link: must be in the header CamelPresignLink or CamelPresignUrl, or be the body")
                .withMessageNotContaining("SECRET");
        assertThatIllegalArgumentException().isThrownBy(() -> reader.all(exchange(Map.of("url", "SECRET"))));
    }

    @Test
    void readsOneLinkFromLinkObjectOrHeader() {
        PresignedLink link = PresignedLink.of(URL);
        Exchange withHeader = exchange(MANIFEST);
        withHeader.getMessage().setHeader("CamelPresignUrl", URL);

        assertThat(reader.all(exchange(link))).toIterable().containsExactly(new LinkEntry.Usable(link));
        assertThat(reader.all(withHeader)).toIterable().containsExactly(new LinkEntry.Usable(link));
    }

    @Test
    void linkConvertsToOneLineAndBack() {
        PresignedLink link = PresignedLink.builder("https://files.example.com/k%0A%E2%80%A8")
                .method("PUT")
                .requiredHeaders(Map.of("a", "b\r\nc"))
                .bucket("b")
                .key("k\n\u2028")
                .size(1L)
                .etag("\"e\"")
                .crc64("1")
                .build();
        String text = context.getTypeConverter().convertTo(String.class, link);

        assertThat(text).doesNotContain("\n", "\r");
        assertThat(reader.all(exchange(text + "\n" + text)))
                .toIterable()
                .containsExactly(new LinkEntry.Usable(link), new LinkEntry.Usable(link));
    }

    /** Text larger than any memory. */
    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'h';
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                Arrays.fill(bytes, offset, offset + count, (byte) 'h');
                return count;
            }
        };
    }

    @Test
    void refusesEndlessBody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkReader.single(exchange(endless())))
                .withMessage("link: text must have at most 1048576 characters, has more");
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> LinkConverters.toLink(endless()))
                .havingCause()
                .withMessage("link: must be at most 1048576 bytes, was more");
    }

    @Test
    void refusesEndlessText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkReader(LinkExtraction.TEXT).all(exchange(endless())))
                .withMessage("link: text must have at most 16777216 characters, has more");
    }

    @Test
    void errorDoesNotShowLinkThatIsTooLong() {
        PresignedLink link = LinkReader.single(exchange(URL + "/" + "a".repeat(900_000)));
        assertThat(link.maskedUrl()).isEqualTo(UrlMask.HIDDEN);
    }

    @Test
    void readsUrlObjectWithoutFetchingIt() throws Exception {
        Path secret = Files.writeString(directory.resolve("link"), URL);
        java.net.URL file = secret.toUri().toURL();
        Exchange inHeader = exchange("body");
        inHeader.getMessage().setHeader("CamelPresignUrl", file);
        assertThat(LinkReader.single(inHeader).url()).isEqualTo(file.toString());
        assertThat(LinkReader.single(exchange(file)).url()).isEqualTo(file.toString());
        assertThat(LinkReader.single(exchange(secret.toUri())).url())
                .isEqualTo(secret.toUri().toString());
        assertThat(new LinkReader(LinkExtraction.TEXT).all(exchange(file))).isExhausted();
    }
}
