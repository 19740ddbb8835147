package io.github.osspresign.devserver.store;

import java.time.Instant;

/** The version that a deletion without a version id adds in a versioned bucket. */
public record DeleteMarker(String key, String versionId, Instant lastModified) implements ObjectVersion {}
