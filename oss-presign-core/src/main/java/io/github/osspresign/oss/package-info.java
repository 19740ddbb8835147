/**
 * Facts of Alibaba Cloud OSS that every other package may use: hosts, buckets, regions, checksums, entity tags,
 * formats of signatures, and how URLs are split and encoded. Classes here use the JDK and the package {@code error} only,
 * and do no I/O.
 */
@NullMarked
package io.github.osspresign.oss;

import org.jspecify.annotations.NullMarked;
