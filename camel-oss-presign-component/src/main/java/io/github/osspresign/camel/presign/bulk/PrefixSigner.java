// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.MessageValues;
import io.github.osspresign.camel.presign.message.ResultWriter;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.service.ListedObject;
import io.github.osspresign.camel.presign.service.ObjectFilter;
import io.github.osspresign.camel.presign.service.ObjectListing;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Replaces the body by an iterator of links for the objects below a prefix. It lists and signs during the iteration. */
public final class PrefixSigner {

    private final Function<LinkValues, SignedLink> signer;
    private final ObjectFilter filter;
    private final Clock clock;

    public PrefixSigner(Function<LinkValues, SignedLink> signer, ObjectFilter filter, Clock clock) {
        this.signer = signer;
        this.filter = filter;
        this.clock = clock;
    }

    /** Replaces the body by links for the objects of a listing. */
    public void process(Exchange exchange, ObjectListing listing) {
        Message message = exchange.getMessage();
        LinkValues values = MessageValues.snapshot(exchange);
        ResultWriter.removeResults(message);
        message.setBody(new LazyLinks<>(accepted(listing), object -> link(object, values)));
    }

    private Iterator<ListedObject> accepted(ObjectListing listing) {
        Instant now = clock.instant();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(listing, Spliterator.ORDERED), false)
                .filter(object -> filter.accepts(object, now))
                .iterator();
    }

    private SignedLink link(ListedObject object, LinkValues message) {
        return signer.apply(EntryValues.of(object.key(), message)).withObject(object::describe);
    }
}
