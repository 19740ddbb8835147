// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.OssPresignException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** A failure that may end keeps the offset; a failure of the link or its object must not block the partition. */
class FailedTest {

    private static final FailureContext PLACE =
            FailureContext.beforeResponse("https://b.oss-cn-hangzhou.aliyuncs.com/k");

    @Test
    void databaseOrBrokerThatIsAwayMayComeBack() {
        assertThat(List.of(
                        new SQLTransientConnectionException("no connection"),
                        new SQLException("terminated", "57P01"),
                        new SQLException("lock", "55P03"),
                        new SQLException("deadlock", "40P01"),
                        new SQLException("read-only", "25006"),
                        new SQLException("disk full", "53100"),
                        new LocalFileException("disk is full", true, PLACE, null),
                        new SQLException("unknown host", "08001", new UnknownHostException("db")),
                        new RuntimeException("repository", new SQLException("broken", "08006")),
                        new TimeoutException("topic of failed links")))
                .allMatch(FailedTest::mayEnd);
    }

    @Test
    void wrongObjectStaysWrong() {
        assertThat(List.of(
                        new SQLException("numeric overflow", "22003"),
                        new SQLException("null", "23502"),
                        // Such as a key of 6,000 letters in an index, or a table that is missing.
                        new SQLException("index row size exceeds maximum", "54000"),
                        new SQLException("relation does not exist", "42P01"),
                        new SQLException("no state"),
                        new LocalFileException("name is too long", false, PLACE, null),
                        new ZipException("no zip"),
                        new IOException("no CSV"),
                        new NullPointerException()))
                .noneMatch(FailedTest::mayEnd);
    }

    @Test
    void hostWithoutAnAddressDoesNotBlockThePartition() throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        CamelContext camel = exchange.getContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(failed -> exchange.setProperty(
                                Exchange.EXCEPTION_CAUGHT, failed.getProperty(Exchange.EXCEPTION_CAUGHT)));
                from("osspresigned:?linkSource=direct:links&bridgeErrorHandler=true&maxAttempts=1&allowedHosts=*.invalid")
                        .stop();
            }
        });
        camel.start();
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBody("direct:links", "https://demo.oss-cn-hangzuo.invalid/a.zip?Signature=x");
        } finally {
            camel.stop();
        }
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, OssPresignException.class)
                        .isRetryable())
                .isTrue();
        assertThat(mayEnd(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, OssPresignException.class)))
                .isFalse();
    }

    @Test
    void reasonHasNoContentOfAnObject() {
        assertThat(reason(new NumberFormatException("For input string: \"secret\"")))
                .isEqualTo("NumberFormatException");
        assertThat(reason(new IOException("secret"))).isEqualTo("IOException");
        assertThat(reason(new IllegalArgumentException("row 1, column kwh: is missing")))
                .isEqualTo("IllegalArgumentException: row 1, column kwh: is missing");
    }

    private static Object reason(Exception failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        new Failed(new SimpleMeterRegistry()).handle(exchange);
        return exchange.getMessage().getHeader(Topics.REASON);
    }

    private static boolean mayEnd(Exception failure) {
        return Failed.isOfLink(failure) || Failed.isOfWorker(failure);
    }
}
