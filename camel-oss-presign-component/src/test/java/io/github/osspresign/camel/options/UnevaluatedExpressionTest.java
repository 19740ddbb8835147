// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.oss.syntax.PercentCoding;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An expression in an option that nothing evaluates stops the start. It never becomes a key, a header or a host. */
class UnevaluatedExpressionTest {

    private static final String SIGN = "presign:demo?region=cn-hangzhou&accessKey=AKIDEXAMPLE&secretKey=Secret";

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    private void startTo(String endpoint) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(endpoint);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "&objectKey=${header.file}, objectKey",
        "&objectKey=RAW(in/${header.file}.txt), objectKey",
        "&objectKey=$simple{header.file}, objectKey",
        "&objectKey=${filename}/a, objectKey",
        "&objectKey=a&downloadFileName=${header.name}, downloadFileName",
        "&objectKey=a&process=${header.process}, process",
        "&objectKey=a&versionId=${header.version}, versionId",
        "&objectKey=a&header.x-oss-meta-user=${header.user}, header",
        "&objectKey=a&query.x-user=${header.user}, query",
        "&operation=signPrefix&prefix=${header.user}/, prefix",
        "&operation=postPolicy&method=POST&objectKey=uploads/${header.user}/, objectKey",
        "&operation=postPolicy&method=POST&objectKey=uploads/${header.user}/${filename}, objectKey",
        "&operation=multipart&method=PUT&objectKey=uploads/${header.user}, objectKey"
    })
    void expressionInOptionOfPresignIsRefusedAtStart(String options, String named) {
        assertThatThrownBy(() -> startTo(SIGN + options))
                .hasStackTraceContaining(named + ": must not contain an expression");
    }

    @ParameterizedTest
    @CsvSource({
        "allowedHosts=${header.host}.example.com, allowedHosts",
        "proxyHost=${header.proxy}&proxyPort=3128, proxyHost",
        "operation=upload&proxyAuthUsername=${header.user}&proxyHost=proxy&proxyPort=3128, proxyAuthUsername"
    })
    void expressionInOptionOfOsspresignedIsRefusedAtStart(String options, String named) {
        assertThatThrownBy(() -> startTo("osspresigned:?" + options)).hasStackTraceContaining(named + ": must ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "osspresigned:target/in/${header.customer}?fileName=${header.name}",
                "osspresigned:target/in?idempotent=true&idempotentKey=RAW(${header.order})",
                "osspresigned:target/in?refreshUri=RAW(bean:java.lang.String?method=valueOf(${body}))",
                SIGN + "&operation=postPolicy&method=POST&objectKey=uploads/42/${filename}",
                SIGN + "&objectKey=a{b}$c"
            })
    void evaluatedExpressionsAndVariablesOfFormsAreAccepted(String endpoint) throws Exception {
        startTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${header.other}", "a${b", "${filename}"})
    void dynamicEndpointSignsKeyThatLooksLikeAnExpression(String key) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD(SIGN + "&objectKey=RAW(${header.file})");
            }
        });

        Exchange exchange = context.createProducerTemplate()
                .request("direct:in", in -> in.getMessage().setHeader("file", key));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelPresignUrl", String.class))
                .startsWith("https://demo.oss-cn-hangzhou.aliyuncs.com/" + PercentCoding.PATH.encode(key) + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxAttempts=${header.n}", "refreshPrefixes=${header.n}"})
    void expressionInOptionOfDynamicDownloadIsRefused(String option) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("osspresigned:target/in/${header.n}?" + option);
            }
        });

        assertThat(catchThrowable(() -> context.createProducerTemplate().requestBody("direct:in", "a")))
                .hasStackTraceContaining(option.substring(0, option.indexOf('=')) + ": must ");
    }
}
