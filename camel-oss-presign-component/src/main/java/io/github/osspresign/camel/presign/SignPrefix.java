package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.TextValue;
import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ObjectFilter;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.listing.ServiceClient;
import io.github.osspresign.error.Quoted;
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

/** Gives the links of the objects that a listing names, while the listing goes on. */
final class SignPrefix {

    private final LinkSigner links;
    private final ServiceClient client;
    private final String bucketName;
    private final String prefix;
    private final ObjectFilter filter;
    private final Clock clock;

    SignPrefix(PresignEndpoint endpoint, LinkSigner links, ServiceClient client) {
        this.links = links;
        this.client = client;
        this.bucketName = endpoint.getBucketName();
        this.prefix = endpoint.prefix();
        this.filter = endpoint.objectFilter();
        this.clock = endpoint.clock();
    }

    void process(Exchange exchange) {
        Message message = exchange.getMessage();
        LinkValues values = MessageValues.snapshot(exchange);
        String version = values.text(LinkField.VERSION_ID);
        if (version != null) {
            throw new IllegalArgumentException(values.name(LinkField.VERSION_ID)
                    + ": expected none for the objects of a listing but was " + Quoted.of(version));
        }
        String bucket = Objects.requireNonNullElse(values.text(LinkField.BUCKET_NAME), bucketName);
        String keyStart = Objects.requireNonNullElse(
                TextValue.orNull(PresignConstants.PREFIX, message.getHeader(PresignConstants.PREFIX)), prefix);
        links.checkListing(bucket, keyStart);
        ResultWriter.removeLink(message);
        message.setBody(new LazyLinks<>(
                matching(new ObjectListing(client, bucket, keyStart, null)), object -> link(object, values)));
    }

    private Iterator<ListedObject> matching(ObjectListing listing) {
        Instant now = clock.instant();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(listing, Spliterator.ORDERED), false)
                .filter(object -> filter.takes(object, now))
                .iterator();
    }

    private SignedLink link(ListedObject object, LinkValues message) {
        return links.make(EntryValues.of(Map.of(LinkField.OBJECT_KEY.option(), object.key()), message))
                .with(object.facts());
    }
}
