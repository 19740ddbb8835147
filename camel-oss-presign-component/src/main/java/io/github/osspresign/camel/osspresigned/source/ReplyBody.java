// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/** Passes the body of the last link, which is the reply to a message with several links, to the exchange of the source. */
final class ReplyBody extends SynchronizationAdapter {

    private final Exchange source;

    ReplyBody(Exchange source) {
        this.source = source;
    }

    /** Runs before the file of the body is deleted. The copy keeps the file until the exchange of the source is done. */
    @Override
    public void onComplete(Exchange link) {
        if (link.getMessage().getBody() instanceof StreamCache body && !body.inMemory()) {
            try {
                link.getMessage().setBody(body.copy(source));
            } catch (IOException e) {
                // A stream that can be read only once stays the body, and tells so to its second reader.
                body.reset();
            }
        }
    }

    /** Returns {@code false}: the reply is the body at the end of the link, not that of a queue which gets the message too. */
    @Override
    public boolean allowHandover() {
        return false;
    }
}
