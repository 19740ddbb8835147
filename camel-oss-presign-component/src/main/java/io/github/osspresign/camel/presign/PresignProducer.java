package io.github.osspresign.camel.presign;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Makes one link, or one form, for each message. */
final class PresignProducer extends DefaultProducer {

    private final LinkMaker links;
    private final PresignOperation operation;
    private final ResultWriter results;

    PresignProducer(PresignEndpoint endpoint, LinkMaker links) {
        super(endpoint);
        this.links = links;
        this.operation = endpoint.getConfiguration().getOperation();
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
        MessageValues values = new MessageValues(message);
        switch (operation) {
            case SIGN -> results.write(message, links.make(values));
            case POST_POLICY -> results.write(message, links.makeForm(values));
        }
    }
}
