// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.time.Instant;

/** A version of an object: its content, or a delete marker. */
public sealed interface ObjectVersion permits ObjectInfo, DeleteMarker {

    /** The ID of the only version of an object in a bucket without versions. */
    String NULL_ID = "null";

    String key();

    String versionId();

    Instant lastModified();
}
