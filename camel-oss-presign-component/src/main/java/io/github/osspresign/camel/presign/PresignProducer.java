// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.message.KnownHeaders;
import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.monitor.ReadinessCheck;
import io.github.osspresign.camel.presign.bulk.BulkSigner;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.RenewalLinkReader;
import io.github.osspresign.camel.presign.message.ResultWriter;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.message.SignedUpload;
import io.github.osspresign.camel.presign.monitor.SigningMonitor;
import io.github.osspresign.camel.presign.service.ObjectProbe;
import io.github.osspresign.camel.presign.service.ServiceClients;
import io.github.osspresign.camel.presign.signing.LinkSigner;
import io.github.osspresign.camel.presign.signing.PresignRequestFactory;
import java.io.IOException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Producer that signs links, a form or an upload plan for each message. */
final class PresignProducer extends DefaultProducer {

    private final PresignEndpoint endpoint;
    private final LinkSigner signer;
    private final SignerCheck check;
    private final CredentialsSource credentials;
    private final PresignOperation operation;
    private final ResultWriter results;
    private final ReadinessCheck health;
    private SigningMonitor monitor = SigningMonitor.NONE;
    private @Nullable ServiceClients clients;

    PresignProducer(PresignEndpoint endpoint, ConfiguredSigner configured) {
        super(endpoint);
        this.endpoint = endpoint;
        this.signer = configured.signer();
        this.check = configured.check();
        this.credentials = configured.credentials();
        this.operation = endpoint.getConfiguration().getOperation();
        PresignOutput output = endpoint.getConfiguration().getOutput();
        // With renew, the body contains the expired link and must not be mistaken for the new one.
        boolean replacesBody = operation == PresignOperation.RENEW;
        this.results = new ResultWriter(output.toHeaders(), output.toBody() || replacesBody);
        this.health = new ReadinessCheck("producer:presign-" + endpoint.getId()) {
            @Override
            protected void describe(HealthCheckResultBuilder result) {
                credentials.describe(result, endpoint.clock().instant());
            }
        };
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        check.check(endpoint.getCamelContext());
        boolean many = operation == PresignOperation.SIGN_ALL || operation == PresignOperation.SIGN_PREFIX;
        if (many && endpoint.getConfiguration().getOutput() == PresignOutput.BOTH) {
            throw new IllegalArgumentException(
                    "output: must not be both with operation signAll or signPrefix, which always replace the body");
        }
        if (operation == PresignOperation.SIGN_PREFIX) {
            // Fails if its options are invalid.
            endpoint.objectFilter();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        monitor = SigningMonitor.of(
                endpoint.getCamelContext(),
                operation.toString(),
                endpoint.getConfiguration().getAuditListener());
        health.addTo(endpoint);
        boolean verified = operation == PresignOperation.SIGN
                && endpoint.getConfiguration().isVerifyObject();
        if (verified || operation == PresignOperation.SIGN_PREFIX || operation == PresignOperation.MULTIPART) {
            clients = endpoint.openClients(credentials);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        health.remove();
        if (clients != null) {
            clients.close();
            clients = null;
        }
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        SigningMonitor report = monitor.of(exchange);
        try {
            checkHeaders(exchange.getMessage());
            process(exchange, report);
        } catch (IOException | RuntimeException e) {
            report.refused(e);
            throw e;
        }
    }

    /** Refuses headers without effect, also the reported end as a request: a link would live longer than its author wrote. */
    private static void checkHeaders(Message message) {
        KnownHeaders.check(message);
        if (message.getHeader(PresignConstants.EXPIRES_AT) != null
                && message.getHeader(PresignConstants.LIFETIME_LIMIT) == null) {
            throw new IllegalArgumentException(PresignConstants.EXPIRES_AT
                    + ": must be the result of an earlier step, with the header " + PresignConstants.LIFETIME_LIMIT
                    + "; to set the end of a link, use the header " + PresignConstants.EXPIRATION_TIME);
        }
    }

    private void process(Exchange exchange, SigningMonitor report) throws IOException {
        Message message = exchange.getMessage();
        switch (operation) {
            case SIGN -> results.write(message, report.signed(withObject(signed(exchange))));
            case SIGN_ALL -> bulkSigner(message, report).signEntries(exchange);
            case SIGN_PREFIX ->
                bulkSigner(message, report)
                        .signListing(
                                exchange,
                                listing(message),
                                endpoint.objectFilter(),
                                endpoint.clock().instant());
            case RENEW -> {
                results.write(message, report.signed(renewed(exchange)));
                RenewalRequest.removeFrom(exchange);
            }
            case MULTIPART -> results.write(message, report.signed(plan(message)));
            case POST_POLICY -> results.write(message, report.signed(signer.signForm(signer.values(message))));
        }
    }

    private BulkSigner bulkSigner(Message message, SigningMonitor report) {
        return new BulkSigner(signer.values(message), report.each(signer::sign));
    }

    /** Signs the link of the headers and options, or renews the link of a request to this endpoint itself. */
    private SignedLink signed(Exchange exchange) throws IOException {
        RenewalRequest request = RenewalRequest.of(exchange);
        return request != null
                        && request.endpoint().equals(endpoint)
                        && (request.verificationRequired() || signer.canVerify(request.expired()))
                ? signer.renew(request.expired())
                : signer.sign(signer.values(exchange.getMessage()));
    }

    private SignedLink renewed(Exchange exchange) throws IOException {
        RenewalRequest request = RenewalRequest.of(exchange);
        return signer.renew(
                request != null
                        ? request.expired()
                        : RenewalLinkReader.of(
                                exchange.getMessage(),
                                endpoint.getConfiguration().getMethod()));
    }

    /** Returns the listing for a message, which may set another bucket and prefix within the policy. */
    private ObjectListing listing(Message message) {
        LinkValues values = signer.values(message);
        ObjectListing.requireNoVersion(values.name(LinkField.VERSION_ID), values.text(LinkField.VERSION_ID));
        String bucket = PresignRequestFactory.bucket(values);
        String given = TextValue.orNull(PresignConstants.PREFIX, message.getHeader(PresignConstants.PREFIX));
        ObjectListing.requirePrefix(PresignConstants.PREFIX, given);
        String prefix = given == null ? endpoint.prefix() : given;
        signer.policy().checkListing(bucket, prefix);
        return new ObjectListing(clients().of(bucket), bucket, prefix, null);
    }

    private SignedUpload plan(Message message) throws IOException {
        return signer.uploadPlanner(signer.values(message))
                .plan(message, endpoint.getConfiguration().getPartSize(), clients());
    }

    private SignedLink withObject(SignedLink link) throws IOException {
        return clients == null
                ? link
                : link.withObject(ObjectProbe.details(
                        clients.of(link.request().bucket()),
                        link.request(),
                        link.link().maskedUrl()));
    }

    private ServiceClients clients() {
        return Objects.requireNonNull(clients, "clients");
    }
}
