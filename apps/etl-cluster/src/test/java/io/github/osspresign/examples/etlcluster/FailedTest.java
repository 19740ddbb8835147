// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.error.OssPresignException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
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

    @Test
    void databaseThatIsAwayMayComeBack() {
        assertThat(mayEnd(new SQLTransientConnectionException("no connection"))).isTrue();
        assertThat(mayEnd(new SQLException("terminated", "57P01"))).isTrue();
        assertThat(mayEnd(new SQLException("lock", "55P03"))).isTrue();
        assertThat(mayEnd(new RuntimeException("repository", new SQLException("broken", "08006"))))
                .isTrue();
    }

    @Test
    void brokerThatIsAwayMayComeBack() {
        assertThat(mayEnd(new TimeoutException("topic of failed links"))).isTrue();
    }

    @Test
    void wrongObjectStaysWrong() {
        assertThat(mayEnd(new SQLException("numeric overflow", "22003"))).isFalse();
        assertThat(mayEnd(new SQLException("null", "23502"))).isFalse();
        assertThat(mayEnd(new ZipException("no zip"))).isFalse();
        assertThat(mayEnd(new IOException("no CSV"))).isFalse();
        assertThat(mayEnd(new NullPointerException())).isFalse();
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
        assertThat(Failed.mayEnd(exchange)).isFalse();
    }

    @Test
    void databaseWhoseHostHasNoAddressMayComeBack() {
        assertThat(mayEnd(new SQLException("unknown host", "08001", new UnknownHostException("db"))))
                .isTrue();
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
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return Failed.mayEnd(exchange);
    }
}
