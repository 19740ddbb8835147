package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.ObjectState;
import org.jspecify.annotations.Nullable;

/** The link of the option {@code secretUrl}, and the state in which its object has gone through the route. */
final class PolledLink {

    private volatile PresignedLink link;
    private volatile @Nullable ObjectState state;

    PolledLink(PresignedLink link) {
        this.link = link;
    }

    /** The link to use now: a fresh one takes the place of one that has ended. */
    PresignedLink link() {
        return link;
    }

    void replaceBy(PresignedLink fresh) {
        link = fresh;
    }

    /** {@code null} where the object has not gone through the route yet. */
    @Nullable ObjectState state() {
        return state;
    }

    void hasGoneThrough(ObjectState brought) {
        state = brought;
    }
}
