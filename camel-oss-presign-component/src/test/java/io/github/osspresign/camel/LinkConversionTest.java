// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that cannot be converted to a link is still a secret, because it may be a link with a typing error. */
class LinkConversionTest {

    private static final String SECRET = "f2f5cd2abafee71bb61c399d66696b04";
    private static final String URL = "https://b.oss-cn-hangzhou.aliyuncs.com/k?x-oss-signature=" + SECRET;
    private static final String BROKEN = "{\"url\":\"" + URL + "\",\"size\":\"x\"}";

    @TempDir
    private static Path directory;

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        // Camel then shows the content of streams in logs and exceptions.
        context.getGlobalOptions().put(Exchange.LOG_DEBUG_BODY_STREAMS, "true");
        context.getRegistry().bind("bean", new Bean());
        RouteBuilder.addRoutes(context, routes -> {
            routes.from("direct:convertBodyTo").convertBodyTo(PresignedLink.class);
            routes.from("direct:convertHeaderTo").convertHeaderTo("link", PresignedLink.class);
            routes.from("direct:bean").bean("bean");
            routes.from("direct:bodyAs").setBody(routes.simple("${bodyAs(" + PresignedLink.class.getName() + ")}"));
            routes.from("direct:mandatoryBodyAs")
                    .setBody(routes.simple("${mandatoryBodyAs(" + PresignedLink.class.getName() + ")}"));
        });
        context.start();
    }

    /** Bean with a link as its parameter. */
    public static class Bean {
        public void take(@Body PresignedLink link) {}
    }

    static Stream<Supplier<Object>> brokenLinks() {
        byte[] bytes = BROKEN.getBytes(UTF_8);
        return Stream.of(
                () -> BROKEN,
                () -> "{" + SECRET,
                () -> CharBuffer.wrap(BROKEN),
                () -> bytes,
                () -> ByteBuffer.wrap(bytes),
                () -> new ByteArrayInputStream(bytes),
                () -> new ByteArrayInputStreamCache(new ByteArrayInputStream(bytes)),
                () -> new StringReader(BROKEN),
                () -> file(),
                () -> file().toFile(),
                () -> FileConsumer.asGenericFile(directory.toString(), file().toFile(), null, false),
                () -> URI.create(URL),
                () -> Map.of("url", URL),
                () -> List.of(BROKEN));
    }

    private static Path file() {
        try {
            return Files.writeString(directory.resolve("link.json"), BROKEN);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("brokenLinks")
    void failureInRouteDoesNotShowTheValue(Supplier<Object> broken) {
        for (String route : List.of("convertBodyTo", "convertHeaderTo", "bean", "bodyAs", "mandatoryBodyAs")) {
            Exchange sent = context.createProducerTemplate().send("direct:" + route, exchange -> {
                exchange.getMessage().setBody(broken.get());
                exchange.getMessage().setHeader("link", broken.get());
            });
            if (sent.getException() != null) {
                assertThat(sent.getException()).as(route).satisfies(LinkConversionTest::showsNoSecret);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("brokenLinks")
    void failedConversionDoesNotShowTheValue(Supplier<Object> broken) {
        Exchange exchange = context.getEndpoint("direct:convertBodyTo").createExchange();
        var converter = context.getTypeConverter();

        assertThat(catchThrowable(() -> converter.mandatoryConvertTo(PresignedLink.class, exchange, broken.get())))
                .isNotNull()
                .satisfies(LinkConversionTest::showsNoSecret);
        Throwable failure = catchThrowable(() -> converter.convertTo(PresignedLink.class, broken.get()));
        if (failure != null) {
            showsNoSecret(failure);
        }
        assertThat(converter.tryConvertTo(PresignedLink.class, exchange, broken.get()))
                .isNull();
    }

    @Test
    void failedConversionExplainsTheReason() {
        assertThat(catchThrowable(() -> context.getTypeConverter().convertTo(PresignedLink.class, BROKEN)))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("link field 'size': must be a number of bytes, 0 or more, had another value");
    }

    @ParameterizedTest
    @ValueSource(classes = {File.class, Reader.class, Integer.class, Map.class, URI.class, ByteBuffer.class})
    void conversionToUnsupportedTypeDoesNotShowTheLink(Class<?> type) {
        Exchange exchange = context.getEndpoint("direct:bean").createExchange();
        PresignedLink link = PresignedLink.of(URL);
        exchange.getMessage().setBody(link);

        assertThat(catchThrowable(() -> context.getTypeConverter().mandatoryConvertTo(type, exchange, link)))
                .isNotNull()
                .satisfies(LinkConversionTest::showsNoSecret);
    }

    @Test
    void convertsTextBytesAndStreamsToLinks() throws Exception {
        var converter = context.getTypeConverter();
        for (Object text : new Object[] {URL, " " + URL + "\n", "{\"url\":\"" + URL + "\"}"}) {
            assertThat(converter.mandatoryConvertTo(PresignedLink.class, text).url())
                    .isEqualTo(URL);
        }
        byte[] bytes = URL.getBytes(UTF_8);
        assertThat(converter.mandatoryConvertTo(PresignedLink.class, bytes).url())
                .isEqualTo(URL);
        InputStream stream = new ByteArrayInputStream(bytes);
        assertThat(converter.mandatoryConvertTo(PresignedLink.class, stream).url())
                .isEqualTo(URL);
    }

    private static void showsNoSecret(Throwable failure) {
        assertThat(failure)
                .satisfies(shown -> assertThat(org.assertj.core.util.Throwables.getStackTrace(shown))
                        .doesNotContain(SECRET.substring(0, 16)));
    }
}
