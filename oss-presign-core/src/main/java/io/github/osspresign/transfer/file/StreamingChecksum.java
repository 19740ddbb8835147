// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.util.function.Supplier;

/**
 * Checksum of bytes that are not kept.
 *
 * @param bytes takes the bytes
 * @param value returns the checksum of all bytes so far, in the format of the service
 */
public record StreamingChecksum(LocalBytes.Sink bytes, Supplier<String> value) {}
