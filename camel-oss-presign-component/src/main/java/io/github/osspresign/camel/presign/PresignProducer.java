package io.github.osspresign.camel.presign;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Signs one link for each message. */
final class PresignProducer extends DefaultProducer {

    private final LinkMaker links;
    private final ResultWriter results;

    PresignProducer(PresignEndpoint endpoint, LinkMaker links) {
        super(endpoint);
        this.links = links;
        this.results = new ResultWriter(endpoint.getConfiguration().getOutput());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        links.checkOptions();
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        results.write(message, links.make(new MessageValues(message)));
    }
}
