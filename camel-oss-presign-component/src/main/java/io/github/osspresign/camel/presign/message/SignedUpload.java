// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.sign.Lifetime;

/**
 * Plan of an upload in parts, and the lifetime of its links with the reason for its length.
 *
 * @param plan the plan
 * @param lifetime lifetime of the links
 */
public record SignedUpload(PresignedUpload plan, Lifetime lifetime) implements Signed {

    @Override
    public PresignedLink link() {
        return plan.complete();
    }
}
