package io.github.osspresign.link.manifest;

import io.github.osspresign.link.PresignedLink;
import java.util.Iterator;

/** A list of links that is read as far as it is asked for; closed when nobody reads on. */
public interface LinkEntries extends Iterator<LinkEntry>, AutoCloseable {

    /** The entries of a list that is in memory. */
    static LinkEntries of(Iterable<PresignedLink> links) {
        Iterator<PresignedLink> all = links.iterator();
        return new LinkEntries() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public LinkEntry next() {
                return new LinkEntry.Usable(all.next());
            }
        };
    }

    @Override
    default void close() {}
}
