// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ExceptionHandler;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Consumers that poll for links at short intervals. */
public abstract class PolledTestSupport extends OssPresignedTestSupport {

    protected static final String POLLS = "&initialDelay=0&delay=20";

    /** Failures that the exception handler of the consumer has received. */
    protected final RecordingHandler failures = new RecordingHandler();

    protected PolledTestSupport() {
        // A method that subclasses can replace would make the compilers of newer JDKs warn.
        testConfigurationBuilder.withUseRouteBuilder(false);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("failures", failures);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(health.resolveById("consumers"));
        return context;
    }

    /** Long enough for a busy machine. */
    protected static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    protected MockEndpoint out() {
        return getMockEndpoint("mock:out");
    }

    protected List<String> bodies() {
        return out().getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    protected void awaitOut(int exchanges) {
        patiently().untilAsserted(() -> assertThat(out().getReceivedCounter()).isEqualTo(exchanges));
    }

    /** Waits until the server has received this many further requests. */
    protected void awaitFurtherRequests(int number) {
        int before = server.requests().size();
        patiently().until(() -> server.requests().size() >= before + number);
    }

    protected HealthCheck.Result health() {
        return HealthCheckRegistry.get(context)
                .getCheck("consumer:receive")
                .orElseThrow()
                .call();
    }

    /** Keeps what it is told, instead of logging it. */
    protected static final class RecordingHandler implements ExceptionHandler {

        public final List<Throwable> exceptions = new CopyOnWriteArrayList<>();
        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void handleException(Throwable exception) {
            handleException("", null, exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(message, null, exception);
        }

        @Override
        public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
            messages.add(message);
            exceptions.add(exception);
        }
    }
}
