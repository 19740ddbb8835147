// SPDX-License-Identifier: Apache-2.0
/**
 * Downloads to a file and as a stream: the requests of an attempt, ranges, resuming, verification. Internal to
 * {@code transfer}.
 */
@NullMarked
package io.github.osspresign.transfer.download;

import org.jspecify.annotations.NullMarked;
