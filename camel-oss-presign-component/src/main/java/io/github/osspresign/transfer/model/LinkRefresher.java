package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.io.IOException;

/** Gets a fresh link to the object of one whose life has ended. */
@FunctionalInterface
public interface LinkRefresher {

    /**
     * A fresh link to the same object.
     *
     * @param ended the link that cannot be used any more
     * @throws io.github.osspresign.error.RenewalRefusedException where the link is not to be renewed; the download then
     *     fails as that of a link that has ended, with the reason
     * @throws IOException where none can be had now; the download is attempted again
     */
    PresignedLink refresh(PresignedLink ended) throws IOException;

    /** That link was good enough to take the place of the one before. */
    default void taken(PresignedLink fresh) {}
}
