/**
 * Facts of Alibaba Cloud OSS that every other package may use: host names, checksums, entity tags, the encoding of URLs.
 * Classes here use the JDK only and do no I/O.
 */
@NullMarked
package io.github.osspresign.oss;

import org.jspecify.annotations.NullMarked;
