// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ObjectFilter;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.message.EntryValues;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.ResultWriter;
import io.github.osspresign.camel.presign.message.SignedLink;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** Replaces a body by an iterator of links, each of which is signed when the iteration reaches it, and fails then if it is invalid. */
public final class BulkSigner {

    private final LinkValues message;
    private final Function<LinkValues, SignedLink> signer;

    /** @param message values of the message, which the values of an entry override */
    public BulkSigner(LinkValues message, Function<LinkValues, SignedLink> signer) {
        this.message = message;
        this.signer = signer;
    }

    /**
     * Replaces the entries of the body by their links.
     *
     * @throws IllegalArgumentException if the body has no entries
     * @throws IOException if the body is a file that cannot be opened
     */
    public void signEntries(Exchange exchange) throws IOException {
        BodyEntries entries = BodyEntries.of(exchange.getMessage().getBody());
        AtomicLong count = new AtomicLong();
        LazyLinks<Object> links = new LazyLinks<>(
                entries.values(), entries.source(), entry -> link(entry, entries, count.incrementAndGet()));
        replaceBody(exchange, links);
        if (entries.source() != null) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    links.close();
                }
            });
        }
    }

    /** Replaces the body by links for the objects of a listing that pass the filter. */
    public void signListing(Exchange exchange, ObjectListing listing, ObjectFilter filter, Instant now) {
        Iterator<ListedObject> accepted = StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(listing, Spliterator.ORDERED), false)
                .filter(object -> filter.accepts(object, now))
                .iterator();
        replaceBody(
                exchange,
                new LazyLinks<>(
                        accepted,
                        null,
                        object -> signer.apply(EntryValues.of(object.key(), message))
                                .withObject(object::describe)));
    }

    private static void replaceBody(Exchange exchange, LazyLinks<?> links) {
        ResultWriter.removeResults(exchange.getMessage());
        exchange.getMessage().setBody(links);
    }

    private SignedLink link(@Nullable Object entry, BodyEntries entries, long count) {
        try {
            return signer.apply(EntryValues.of(entry, message));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entries.where(count) + ": " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(entries.where(count) + ": " + e.getMessage(), e);
        }
    }
}
