package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.ObjectState;
import org.jspecify.annotations.Nullable;

/** Current link of the option {@code secretUrl}, and the state of the object that the route has processed last. */
public final class PolledLink {

    private volatile PresignedLink link;
    private volatile @Nullable ObjectState state;

    public PolledLink(PresignedLink link) {
        this.link = link;
    }

    /** Returns the current link: the one of the option or its last renewal. */
    PresignedLink link() {
        return link;
    }

    /** Replaces the link by a renewed one. */
    void replaceBy(PresignedLink renewed) {
        link = renewed;
    }

    /** Returns the state that the route has processed last, or {@code null} if it has processed none. */
    @Nullable ObjectState state() {
        return state;
    }

    /** Records that the route has processed the object in a state. */
    void setProcessed(ObjectState processed) {
        state = processed;
    }
}
