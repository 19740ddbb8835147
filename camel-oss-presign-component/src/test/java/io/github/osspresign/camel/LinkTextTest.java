// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.MessageHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A link that is a body converts to its JSON form; a link in a header, property or variable converts to masked text.
 */
class LinkTextTest {

    private static final PresignedLink LINK = PresignedLink.of("https://b.h/k?Signature=geheim");

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private final Exchange exchange = new DefaultExchange(context);

    private String simple(String expression) {
        return context.resolveLanguage("simple").createExpression(expression).evaluate(exchange, String.class);
    }

    @Test
    void bodyConvertsToItsJsonForm() throws Exception {
        exchange.getMessage().setBody(LINK);

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(LinkJson.write(LINK));
        assertThat(exchange.getMessage().getBody(byte[].class)).asString().isEqualTo(LinkJson.write(LINK));
        assertThat(exchange.getMessage().getBody(InputStream.class))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo(LinkJson.write(LINK));
        assertThat(simple("${body}")).isEqualTo(LinkJson.write(LINK));
        assertThat(context.getTypeConverter().convertTo(String.class, LINK)).isEqualTo(LinkJson.write(LINK));
    }

    @Test
    void headerPropertyAndVariableConvertToMaskedText() {
        exchange.getMessage().setBody("the body");
        exchange.getMessage().setHeader("CamelPresignLink", LINK);
        exchange.setProperty("link", LINK);
        exchange.setVariable("link", LINK);

        for (String text : List.of(
                simple("a ${header.CamelPresignLink} b ${exchangeProperty.link} c ${variable.link} d ${headers}"),
                exchange.getMessage().getHeader("CamelPresignLink", String.class),
                MessageHelper.dumpAsXml(exchange.getMessage()),
                MessageHelper.dumpAsJSon(exchange.getMessage(), true, true, true, 2, true, true, true, 1000, true))) {
            assertThat(text).contains("Signature=xxxxxx").doesNotContain("geheim");
        }
        assertThat(exchange.getMessage().getHeader("CamelPresignLink", PresignedLink.class))
                .isSameAs(LINK);
        assertThat(simple("${header.CamelPresignLink.url}")).isEqualTo(LINK.url());
    }
}
