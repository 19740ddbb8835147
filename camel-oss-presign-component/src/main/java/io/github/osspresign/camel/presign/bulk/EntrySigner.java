// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.MessageValues;
import io.github.osspresign.camel.presign.message.ResultWriter;
import io.github.osspresign.camel.presign.message.SignedLink;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** Replaces the entries of a body by an iterator of their links. An invalid entry fails when the iteration reaches it. */
public final class EntrySigner {

    private final Function<LinkValues, SignedLink> signer;

    public EntrySigner(Function<LinkValues, SignedLink> signer) {
        this.signer = signer;
    }

    /**
     * Replaces the body.
     *
     * @throws IllegalArgumentException if the body has no entries
     * @throws IOException if the body is a file that cannot be opened
     */
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        LinkValues values = MessageValues.snapshot(exchange);
        Iterator<Entry> entries = BodyEntries.of(message.getBody());
        LazyLinks<Entry> links = new LazyLinks<>(entries, entry -> link(entry, values));
        if (!(entries instanceof BodyEntries bodyEntries) || bodyEntries.holdsSource()) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    links.close();
                }
            });
        }
        ResultWriter.removeResults(message);
        message.setBody(links);
    }

    private SignedLink link(Entry entry, LinkValues message) {
        try {
            return signer.apply(EntryValues.of(entry.value(), message));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry.where() + ": " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(entry.where() + ": " + e.getMessage(), e);
        }
    }
}
