package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.TextValue;
import io.github.osspresign.camel.presign.service.ListedObject;
import io.github.osspresign.camel.presign.service.ObjectFilter;
import io.github.osspresign.camel.presign.service.ObjectListing;
import io.github.osspresign.camel.presign.service.ServiceClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Replaces the body by an iterator of links for the objects below a prefix. It lists and signs during the iteration. */
final class PrefixSigner {

    private final LinkSigner signer;
    private final ServiceClient client;
    private final String bucketName;
    private final String prefix;
    private final ObjectFilter filter;
    private final Clock clock;

    PrefixSigner(PresignEndpoint endpoint, LinkSigner signer, ServiceClient client) {
        this.signer = signer;
        this.client = client;
        this.bucketName = endpoint.getBucketName();
        this.prefix = endpoint.prefix();
        this.filter = endpoint.objectFilter();
        this.clock = endpoint.clock();
    }

    void process(Exchange exchange) {
        Message message = exchange.getMessage();
        LinkValues values = MessageValues.snapshot(exchange);
        LinkSigner.checkNoVersion(values.name(LinkField.VERSION_ID), values.text(LinkField.VERSION_ID));

        String bucket = Objects.requireNonNullElse(values.text(LinkField.BUCKET_NAME), bucketName);
        String keyPrefix = Objects.requireNonNullElse(
                TextValue.orNull(PresignConstants.PREFIX, message.getHeader(PresignConstants.PREFIX)), prefix);
        signer.checkListing(bucket, keyPrefix);

        ResultWriter.removeResults(message);
        message.setBody(new LazyLinks<>(
                accepted(new ObjectListing(client, bucket, keyPrefix, null)), object -> link(object, values)));
    }

    private Iterator<ListedObject> accepted(ObjectListing listing) {
        Instant now = clock.instant();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(listing, Spliterator.ORDERED), false)
                .filter(object -> filter.accepts(object, now))
                .iterator();
    }

    private SignedLink link(ListedObject object, LinkValues message) {
        return signer.sign(EntryValues.of(Map.of(LinkField.OBJECT_KEY.option(), object.key()), message))
                .with(object.metadata());
    }
}
