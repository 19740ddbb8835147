// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request: the owner of an access key, or anonymous.
 *
 * @param validUntil end of the signature, or null if the caller is anonymous
 */
public record Caller(@Nullable String accessKeyId, @Nullable Instant validUntil) {

    static final Caller ANONYMOUS = new Caller(null, null);

    public boolean isAnonymous() {
        return accessKeyId == null;
    }
}
