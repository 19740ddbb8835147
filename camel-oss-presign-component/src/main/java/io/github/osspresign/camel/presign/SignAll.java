package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.presign.entries.BodyEntries;
import io.github.osspresign.camel.presign.entries.Entry;
import java.io.IOException;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** Turns the entries of a body into their links, lazily: a bad entry fails when it is reached. */
final class SignAll {

    private final LinkSigner links;

    SignAll(LinkSigner links) {
        this.links = links;
    }

    /** @throws IOException if the body is a file that cannot be opened */
    void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        LinkValues values = MessageValues.snapshot(exchange);
        Iterator<Entry> entries = BodyEntries.of(message.getBody());
        LazyLinks<Entry> made = new LazyLinks<>(entries, entry -> link(entry, values));
        if (!(entries instanceof BodyEntries held) || held.holdsSource()) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    made.close();
                }
            });
        }
        ResultWriter.removeLink(message);
        message.setBody(made);
    }

    private SignedLink link(Entry entry, LinkValues message) {
        try {
            return links.make(EntryValues.of(entry.value(), message));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry.where() + ": " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(entry.where() + ": " + e.getMessage(), e);
        }
    }
}
