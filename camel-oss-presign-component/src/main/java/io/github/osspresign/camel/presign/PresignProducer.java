package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.RenewalRequest;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.listing.ServiceClient;
import java.io.IOException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Makes one link, many, or one form, for each message. */
final class PresignProducer extends DefaultProducer {

    private final PresignEndpoint endpoint;
    private final LinkSigner links;
    private final CredentialsSource credentials;
    private final PresignOperation operation;
    private final ResultWriter results;
    private @Nullable ServiceClient client;

    PresignProducer(PresignEndpoint endpoint, LinkSigner links, CredentialsSource credentials) {
        super(endpoint);
        this.endpoint = endpoint;
        this.links = links;
        this.credentials = credentials;
        this.operation = endpoint.getConfiguration().getOperation();
        PresignOutput output = endpoint.getConfiguration().getOutput();
        // The body is the old link, which must not seem to be the answer.
        boolean replacing = operation == PresignOperation.RENEW && output == PresignOutput.HEADER;
        this.results = new ResultWriter(replacing ? PresignOutput.BOTH : output);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        links.checkOptions();
        boolean many = operation == PresignOperation.SIGN_ALL || operation == PresignOperation.SIGN_PREFIX;
        if (many && endpoint.getConfiguration().getOutput() == PresignOutput.BOTH) {
            throw new IllegalArgumentException(
                    "output: expected body, where the links of many objects always go, but was both");
        }
        if (operation == PresignOperation.SIGN_PREFIX) {
            links.checkNoVersion();
        }
        if (endpoint.getConfiguration().isVerifyObject() && operation != PresignOperation.SIGN) {
            throw new IllegalArgumentException("verifyObject: expected operation sign but was " + operation);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (operation == PresignOperation.SIGN_PREFIX
                || endpoint.getConfiguration().isVerifyObject()) {
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
            case SIGN -> results.write(message, verified(signed(exchange)));
            case SIGN_ALL -> new SignAll(links).process(exchange);
            case SIGN_PREFIX ->
                new SignPrefix(endpoint, links, Objects.requireNonNull(client, "client")).process(exchange);
            case RENEW -> results.write(message, renewed(exchange));
            case POST_POLICY -> results.write(message, links.makeForm(new MessageValues(message)));
        }
    }

    /** A request for a renewal comes from this process, and wants a proof; any other message says what to sign. */
    private SignedLink signed(Exchange exchange) throws IOException {
        RenewalRequest asked = RenewalRequest.of(exchange);
        return asked != null && (asked.verificationRequired() || links.canProve(asked.expired()))
                ? links.renew(asked.expired())
                : links.make(new MessageValues(exchange.getMessage()));
    }

    private SignedLink renewed(Exchange exchange) throws IOException {
        RenewalRequest asked = RenewalRequest.of(exchange);
        return links.renew(
                asked != null
                        ? asked.expired()
                        : LinkToRenew.of(
                                exchange.getMessage(),
                                endpoint.getConfiguration().getMethod()));
    }

    private SignedLink verified(SignedLink link) throws IOException {
        return client == null ? link : new ObjectProbe(client).verify(link);
    }
}
