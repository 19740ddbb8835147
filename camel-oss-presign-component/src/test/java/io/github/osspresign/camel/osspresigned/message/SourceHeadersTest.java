// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of this library are kept only from another route of the same process. */
class SourceHeadersTest extends CamelTestSupport {

    @TempDir
    java.nio.file.Path directory;

    private Map<String, Object> admitted(Endpoint source, boolean trusted) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage()
                .setHeaders(new java.util.HashMap<>(Map.of(
                        "CamelPresignUrl", "1",
                        "CAMELPRESIGNLINK", "2",
                        "camelosspresignedcrc64", "3",
                        "CamelFileName", "4",
                        "order", "5")));
        new SourceHeaders(source, trusted).filter(exchange.getMessage());
        return exchange.getMessage().getHeaders();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:links", "seda:links", "presign:bucket"})
    void keepsHeadersOfSourceInTheSameProcess(String source) {
        assertThat(admitted(context.getEndpoint(source), false)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:",
                "stub:links",
                "timer:links",
                "imap:localhost",
                "kafka:links",
                "osspresigned:?linkSource=seda:links"
            })
    void removesOnlyTheseHeadersOfOtherSources(String source) {
        Endpoint endpoint = context.getEndpoint(source.equals("file:") ? "file:" + directory : source);

        assertThat(admitted(endpoint, false)).containsOnlyKeys("CamelFileName", "order");
        assertThat(admitted(endpoint, true)).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"seda:links, 5", "imap:localhost, 2"})
    void checksTheEndpointBehindADelegate(String source, int left) {
        assertThat(admitted(new Delegate(new Delegate(context.getEndpoint(source))), false))
                .hasSize(left);
    }

    @Test
    void ignoresNameOfTheComponent() {
        context.addComponent("direct", new FileComponent());
        context.addComponent("transport", new DirectComponent());

        assertThat(admitted(context.getEndpoint("direct:" + directory), false)).hasSize(2);
        assertThat(admitted(context.getEndpoint("transport:links"), false)).hasSize(5);
    }

    private static final class Delegate extends DefaultEndpoint implements DelegateEndpoint {

        private final Endpoint endpoint;

        Delegate(Endpoint endpoint) {
            super("delegate:x", null);
            this.endpoint = endpoint;
        }

        @Override
        public Endpoint getEndpoint() {
            return endpoint;
        }

        @Override
        public org.apache.camel.Producer createProducer() throws Exception {
            return endpoint.createProducer();
        }

        @Override
        public org.apache.camel.Consumer createConsumer(org.apache.camel.Processor processor) throws Exception {
            return endpoint.createConsumer(processor);
        }
    }
}
