package io.github.osspresign.camel.osspresigned;

import org.apache.camel.Exchange;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.DefaultEndpoint;

/** The transaction that an exchange is part of, by which its message comes again with all that it has led to undone. */
final class SourceTransaction {

    private SourceTransaction() {}

    /** One of the source's own, such as a queue's, shows on its endpoint only. */
    static boolean has(Exchange exchange) {
        if (exchange.isTransacted()) {
            return true;
        }
        return exchange.getFromEndpoint() instanceof DefaultEndpoint endpoint
                && endpoint.getComponent() != null
                && endpoint.getComponent().getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options
                && Boolean.TRUE.equals(options.getOptionValue(endpoint, "transacted", true));
    }
}
