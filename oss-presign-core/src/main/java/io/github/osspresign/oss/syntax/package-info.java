// SPDX-License-Identifier: Apache-2.0
/**
 * Syntax of what OSS reads and writes: URLs and their encoding, buckets, regions, header fields, formats of
 * signatures.
 * Internal: exported to the other modules of this project only. Classes here use the JDK and {@code error.text} only, and
 * do no I/O.
 */
@NullMarked
package io.github.osspresign.oss.syntax;

import org.jspecify.annotations.NullMarked;
