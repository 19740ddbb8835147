package io.github.osspresign.devserver.store;

import java.time.Instant;

/** One version of an object, or the marker that says it was deleted. */
public sealed interface ObjectVersion permits ObjectInfo, DeleteMarker {

    /** The id of the only version that an object has while its bucket is not versioned. */
    String NULL_ID = "null";

    String key();

    String versionId();

    Instant lastModified();
}
