// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** Generates links, and new ones in place of expired ones. Needs the keys of the bucket. */
final class Signer implements AutoCloseable {

    private static final String RECEIVER = "receiver";

    private final Main camel = new Main();
    private final ProducerTemplate template;

    /**
     * Starts Camel.
     *
     * @param properties configuration of Camel, such as the region and, except from the environment, the keys
     */
    Signer(String bucket, Map<String, String> properties) throws Exception {
        String endpoint = "presign:" + bucket + "?region=" + properties.get("region");
        // Camel's own reaction to Ctrl-C waits a minute for somebody else to stop the context.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        properties.forEach(camel::addInitialProperty);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:prefix").to(endpoint + "&operation=signPrefix").process(Signer::receive);
                from("direct:renew").to(endpoint + "&operation=renew&expiration=1h&output=body");
            }
        });
        camel.start();
        template = camel.getCamelTemplate();
    }

    /** Receives a link. */
    private record Receiver(Consumer<PresignedLink> links) {}

    private static void receive(Exchange exchange) {
        Consumer<PresignedLink> receiver =
                exchange.getProperty(RECEIVER, Receiver.class).links();
        Iterator<?> links = exchange.getMessage().getBody(Iterator.class);
        links.forEachRemaining(link -> receiver.accept((PresignedLink) link));
    }

    /**
     * Generates a link for each object whose key begins with a prefix.
     *
     * @throws CamelExecutionException if the bucket cannot be listed
     */
    void signPrefix(String prefix, Duration lifetime, Consumer<PresignedLink> receiver) {
        camel.getCamelContext()
                .createFluentProducerTemplate()
                .to("direct:prefix")
                .withHeader(PresignConstants.PREFIX, prefix)
                .withHeader(PresignConstants.EXPIRATION, lifetime.toSeconds() + "s")
                .withExchangeProperty(RECEIVER, new Receiver(receiver))
                .request();
    }

    /**
     * Generates a new link in place of an expired one, to the same object.
     *
     * @throws CamelExecutionException if the old link was not signed with the keys of the bucket
     */
    PresignedLink renew(PresignedLink expired) {
        return LinkJson.read(template.requestBody("direct:renew", LinkJson.write(expired), String.class));
    }

    @Override
    public void close() {
        camel.stop();
    }
}
