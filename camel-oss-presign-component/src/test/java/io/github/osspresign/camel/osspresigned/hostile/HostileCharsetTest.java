// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.camel.osspresigned.operation.BodyContent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a character set comes from the sender, so errors show it escaped and shortened. */
class HostileCharsetTest {

    private static final String START = "character set: must be supported by this Java runtime, was '";

    @TempDir
    Path directory;

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private Exchange exchange(String charset, Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(Exchange.CHARSET_NAME, charset.repeat(1 + 50_000 / charset.length()));
        exchange.getMessage().setBody(body);
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nERROR forged\u001b[31m", "no-such-charset"})
    void nameIsEscapedAndShortened(String charset) throws Exception {
        Path file = Files.writeString(directory.resolve("links.txt"), "https://h/k");

        assertThatThrownBy(() -> BodyContent.of(exchange(charset, "text"))).satisfies(HostileCharsetTest::isShort);
        assertThatThrownBy(() -> LinkReader.single(exchange(charset, file.toFile())))
                .satisfies(HostileCharsetTest::isShort);
        assertThatThrownBy(() -> LinkReader.single(exchange(charset, "https://h/k".getBytes(UTF_8))))
                .satisfies(HostileCharsetTest::isShort);
    }

    private static void isShort(Throwable failure) {
        assertThatThrownBy(() -> {
                    throw failure;
                })
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .startsWith(START)
                .hasSizeLessThan(400)
                .doesNotContain("\n", "\r", "\u001b");
    }
}
