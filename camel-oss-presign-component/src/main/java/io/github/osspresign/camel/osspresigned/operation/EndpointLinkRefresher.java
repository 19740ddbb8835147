// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.transfer.model.LinkRefresher;
import java.io.IOException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Requests a new link for an expired one from the endpoint of the option {@code refreshUri}.
 *
 * @param upload whether the links are for uploads
 */
public record EndpointLinkRefresher(ProducerTemplate template, Endpoint endpoint, boolean upload, RefreshScope scope)
        implements LinkRefresher {

    /*
     * The endpoint signs links for any object, but the sender of the expired link has chosen the object. Therefore the
     * object is taken from the URL only, and a new link is accepted only in two cases: the operator has allowed the object
     * with refreshPrefixes, or the endpoint confirms that it has verified the signature of the expired link. In the second
     * case the sender had access to the object before.
     */

    @Override
    public PresignedLink refresh(PresignedLink expired) throws IOException {
        ParsedPresignedUrl url = ParsedPresignedUrl.find(expired.url())
                .orElseThrow(() -> RenewalRequest.refused(expired, "its URL is not signed"));
        RenewalRequest.requireConsistent(expired);
        // Allowed by the operator. Otherwise the signature must be verified.
        boolean allowed = scope.covers(url);
        if (!allowed && !scope.isEmpty()) {
            throw RenewalRequest.refused(expired, "the option refreshPrefixes does not allow its object");
        }
        PresignedLink renewed = request(expired, url, !allowed);
        if (!allowed && !renewed.isRenewalOf(expired)) {
            throw RenewalRequest.refused(
                    expired,
                    endpoint + " does not confirm that its signature is valid, and the option refreshPrefixes does not"
                            + " allow its object");
        }
        return renewed;
    }

    private PresignedLink request(PresignedLink expired, ParsedPresignedUrl url, boolean verificationRequired)
            throws IOException {
        Exchange exchange = template.request(endpoint, request -> {
            new RenewalRequest(expired, endpoint, verificationRequired).setOn(request);
            Message message = request.getMessage();
            message.setBody(LinkJson.write(expired.asRenewalOf(null)));
            message.setHeader(Exchange.CONTENT_TYPE, PresignedLink.MEDIA_TYPE);
            set(message, PresignConstants.BUCKET_NAME, url.bucket());
            set(message, PresignConstants.OBJECT_KEY, url.key());
            set(message, PresignConstants.VERSION_ID, url.versionId());
            if (upload) {
                message.setHeader(PresignConstants.METHOD, expired.method());
                message.setHeader(PresignConstants.REQUIRED_HEADERS, expired.requiredHeaders());
            }
        });

        Exception failure = exchange.getException();
        if (failure != null) {
            RenewalRefusedException refused = ObjectHelper.getException(RenewalRefusedException.class, failure);
            if (refused != null) {
                throw refused;
            }
            throw new IOException("request for a new link to " + endpoint + " failed", failure);
        }
        if (exchange.getMessage().getBody() == null && LinkReader.fromHeaders(exchange, expired.method()) == null) {
            throw RenewalRequest.refused(expired, endpoint + " returned no link for it");
        }
        return linkOfReply(exchange, expired.method());
    }

    private PresignedLink linkOfReply(Exchange exchange, String method) throws IOException {
        try {
            return LinkReader.single(exchange, method);
        } catch (RuntimeException e) {
            throw new IOException("reply of " + endpoint + " contains no valid link", e);
        }
    }

    private static void set(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
