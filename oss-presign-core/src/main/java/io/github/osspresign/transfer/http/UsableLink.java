// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.transfer.failure.ExceptionFactory;

/** Link that may be sent now. */
public record UsableLink(PresignedLink link, LinkAddress address, ExceptionFactory failures) {}
