package io.github.osspresign.camel.presign;

import java.io.IOException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Makes one link for each message, or many. */
final class PresignProducer extends DefaultProducer {

    private final PresignEndpoint endpoint;
    private final LinkMaker links;
    private final CredentialsSource credentials;
    private final PresignOperation operation;
    private final ResultWriter results;
    private @Nullable ServiceClient client;

    PresignProducer(PresignEndpoint endpoint, LinkMaker links, CredentialsSource credentials) {
        super(endpoint);
        this.endpoint = endpoint;
        this.links = links;
        this.credentials = credentials;
        this.operation = endpoint.getConfiguration().getOperation();
        this.results = new ResultWriter(endpoint.getConfiguration().getOutput());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        links.checkOptions();
        if (operation != PresignOperation.SIGN && endpoint.getConfiguration().getOutput() == PresignOutput.BOTH) {
            throw new IllegalArgumentException(
                    "output: expected body, where the links of many objects always go, but was both");
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (operation == PresignOperation.SIGN_PREFIX) {
            client = endpoint.openClient(credentials);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (client != null) {
            client.close();
            client = null;
        }
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        switch (operation) {
            case SIGN -> results.write(message, links.make(new MessageValues(message)));
            case SIGN_ALL -> new SignAll(links).process(exchange);
            case SIGN_PREFIX ->
                new SignPrefix(endpoint, links, Objects.requireNonNull(client, "client")).process(exchange);
        }
    }
}
