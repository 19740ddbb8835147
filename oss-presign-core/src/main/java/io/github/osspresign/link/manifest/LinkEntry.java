// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import io.github.osspresign.link.PresignedLink;

/** Entry of a list of links. A broken entry does not end the list. */
public sealed interface LinkEntry {

    /** Entry that is a link. */
    record Usable(PresignedLink link) implements LinkEntry {}

    /**
     * Entry that is not a link.
     *
     * @param failure exception with the line and the reason, without the text of the entry, which may be secret
     */
    record Broken(IllegalArgumentException failure) implements LinkEntry {}
}
