package io.github.osspresign.download;

import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;

/** A link that can be sent now. */
record UsableLink(PresignedLink link, LinkAddress address, Failures failures) {}
