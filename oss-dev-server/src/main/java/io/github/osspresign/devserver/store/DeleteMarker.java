// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.time.Instant;

/** The version that a deletion without a version ID adds in a bucket with versions. */
public record DeleteMarker(String key, String versionId, Instant lastModified) implements ObjectVersion {}
