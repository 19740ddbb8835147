/**
 * Facts of Alibaba Cloud OSS that every other package may use: hosts, regions, checksums, entity tags, sub-resources.
 * Classes here use the JDK only and do no I/O.
 */
@NullMarked
package io.github.osspresign.oss;

import org.jspecify.annotations.NullMarked;
