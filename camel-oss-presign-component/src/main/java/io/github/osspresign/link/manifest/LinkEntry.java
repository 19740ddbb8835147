package io.github.osspresign.link.manifest;

import io.github.osspresign.link.PresignedLink;

/** One entry of a list of links, which does not end the list where it is broken. */
public sealed interface LinkEntry {

    /** An entry that is a link. */
    record Usable(PresignedLink link) implements LinkEntry {}

    /**
     * An entry that is none.
     *
     * @param failure says where it is and what was expected; never what it holds, which may be a secret
     */
    record Broken(IllegalArgumentException failure) implements LinkEntry {}
}
