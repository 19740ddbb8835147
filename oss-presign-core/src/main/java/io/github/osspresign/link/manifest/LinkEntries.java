// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import io.github.osspresign.link.PresignedLink;
import java.util.Iterator;

/** Iterator over a list of links, which is read as it goes. The user closes it. */
public interface LinkEntries extends Iterator<LinkEntry>, AutoCloseable {

    /** Returns the entries of a list in memory. */
    static LinkEntries of(Iterable<PresignedLink> links) {
        Iterator<PresignedLink> iterator = links.iterator();
        return new LinkEntries() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public LinkEntry next() {
                return new LinkEntry.Usable(iterator.next());
            }
        };
    }

    @Override
    default void close() {}
}
