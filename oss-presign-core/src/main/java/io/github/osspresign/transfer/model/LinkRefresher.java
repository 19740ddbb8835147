// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.io.IOException;

/** Gets a fresh link to the same object when a link has expired. */
@FunctionalInterface
public interface LinkRefresher {

    /**
     * Returns a fresh link to the same object.
     *
     * @param ended link that can no longer be used
     * @throws io.github.osspresign.error.RenewalRefusedException if the link must not be renewed; the download then
     *     fails with {@link io.github.osspresign.error.LinkExpiredException} and the reason
     * @throws IOException if no link is available now; the download is attempted again
     */
    PresignedLink refresh(PresignedLink ended) throws IOException;
}
