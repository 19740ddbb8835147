// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.Lifetime;

/** Signed link, form or upload plan. */
public sealed interface Signed permits SignedLink, SignedForm, SignedUpload {

    /** Returns the link; for an upload plan, the one that completes it; for a form, its URL with its signature. */
    PresignedLink link();

    /** Returns the lifetime and the reason for its length. */
    Lifetime lifetime();
}
