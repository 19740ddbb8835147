// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Lifetimes of links: an hour, but for the link that has to end while it waits in the queue. */
public final class Lives {

    static final String SHORT = "1s";

    /** The life of the link to the file of that name, a Camel duration. */
    public String of(@Header(Exchange.FILE_NAME) String name) {
        return name.equals(Ledger.LATE) ? SHORT : "1h";
    }
}
