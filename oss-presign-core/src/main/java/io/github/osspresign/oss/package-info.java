// SPDX-License-Identifier: Apache-2.0
/**
 * Facts of Alibaba Cloud OSS that every other package may use: endpoints, hosts, checksums, links of a CDN,
 * callbacks. Classes here use the JDK, {@code oss.syntax} and {@code error.text} only, and do no I/O.
 */
@NullMarked
package io.github.osspresign.oss;

import org.jspecify.annotations.NullMarked;
