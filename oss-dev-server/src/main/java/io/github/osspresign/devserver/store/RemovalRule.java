// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.time.Instant;

/** Decides which versions of objects may be removed or replaced. */
public interface RemovalRule {

    /** Throws an exception of the caller's choice if the version must stay. */
    void check(BucketInfo bucket, ObjectInfo version, Instant now);
}
