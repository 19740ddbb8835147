// SPDX-License-Identifier: Apache-2.0
/** Cost of the CRC-64 of bytes in memory. */
@NullMarked
package io.github.osspresign.benchmarks.checksum;

import org.jspecify.annotations.NullMarked;
