package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.RenewalRequest;
import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.camel.osspresigned.message.UploadLink;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.ParsedPresignedUrl;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.LinkRefresher;
import java.io.IOException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint for a fresh link, where the ended one may be renewed. */
final class EndpointLinkRefresher implements LinkRefresher {

    /*
     * The endpoint signs what it is told, and whoever sent the link chose the object. So the object is told by the URL
     * alone, and a fresh link is taken only where the operator has named such objects, or where its giver says that the
     * signature of the ended link was right: then the sender had that access before.
     */

    private static final String BUCKET_NAME = "CamelPresignBucketName";
    private static final String OBJECT_KEY = "CamelPresignObjectKey";
    private static final String VERSION_ID = "CamelPresignVersionId";
    private static final String METHOD = "CamelPresignMethod";
    private static final String REQUIRED_HEADERS = "CamelPresignRequiredHeaders";

    private final ProducerTemplate template;
    private final Endpoint endpoint;
    private final OssPresignedOperation operation;
    private final RefreshScope scope;
    private final boolean trusted;

    /** @param trusted whether the links come from an option, not from a message */
    EndpointLinkRefresher(
            ProducerTemplate template,
            Endpoint endpoint,
            OssPresignedOperation operation,
            RefreshScope scope,
            boolean trusted) {
        this.template = template;
        this.endpoint = endpoint;
        this.operation = operation;
        this.scope = scope;
        this.trusted = trusted;
    }

    @Override
    public PresignedLink refresh(PresignedLink ended) throws IOException {
        ParsedPresignedUrl url = ParsedPresignedUrl.find(ended.url()).orElse(null);
        boolean allowed = isAllowed(ended, url);
        PresignedLink fresh = ask(ended, url, !allowed);
        if (!allowed && !fresh.isRenewalOf(ended)) {
            throw refused(
                    ended,
                    endpoint + " does not prove that it was once good, and the option refreshPrefixes does not allow"
                            + " its object");
        }
        return fresh;
    }

    /** Whether the operator has said so; otherwise a proof decides. */
    private boolean isAllowed(PresignedLink ended, @Nullable ParsedPresignedUrl url) throws RenewalRefusedException {
        if (trusted) {
            return true;
        }
        if (url == null) {
            throw refused(ended, "its URL is not signed");
        }
        if (!ended.agreesWithUrl()) {
            throw refused(ended, "its bucket, key or version is another than its URL shows");
        }
        if (!scope.isEmpty() && !scope.covers(url)) {
            throw refused(ended, "its object is none of those that the option refreshPrefixes allows");
        }
        return !scope.isEmpty();
    }

    private PresignedLink ask(PresignedLink ended, @Nullable ParsedPresignedUrl url, boolean proofRequired)
            throws IOException {
        Exchange exchange = template.request(endpoint, asked -> {
            new RenewalRequest(ended, proofRequired).setOn(asked);
            Message message = asked.getMessage();
            message.setBody(LinkJson.write(ended.asRenewalOf(null)));
            message.setHeader(Exchange.CONTENT_TYPE, PresignedLink.MEDIA_TYPE);
            set(message, BUCKET_NAME, url == null ? ended.bucket() : url.bucket());
            set(message, OBJECT_KEY, url == null ? ended.key() : url.key());
            set(message, VERSION_ID, url == null ? ended.versionId() : url.versionId());
            if (operation == OssPresignedOperation.UPLOAD) {
                message.setHeader(METHOD, UploadLink.METHOD);
                message.setHeader(REQUIRED_HEADERS, ended.requiredHeaders());
            }
        });
        Exception failure = exchange.getException();
        if (failure != null) {
            RenewalRefusedException refused = ObjectHelper.getException(RenewalRefusedException.class, failure);
            if (refused != null) {
                throw refused;
            }
            throw new IOException("no fresh link from " + endpoint, failure);
        }
        if (exchange.getMessage().getBody() == null && LinkReader.fromHeaders(exchange) == null) {
            throw refused(ended, endpoint + " gives no link for it");
        }
        return answer(exchange);
    }

    private PresignedLink answer(Exchange exchange) throws IOException {
        try {
            return operation == OssPresignedOperation.UPLOAD
                    ? UploadLink.fromAnswer(exchange)
                    : LinkReader.single(exchange);
        } catch (RuntimeException e) {
            throw new IOException("no fresh link in the answer of " + endpoint, e);
        }
    }

    private static RenewalRefusedException refused(PresignedLink ended, String reason) {
        return new RenewalRefusedException(reason, FailureContext.beforeResponse(ended.maskedUrl()));
    }

    private static void set(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
