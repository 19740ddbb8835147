// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

/** Checksum of bytes that are not kept. */
public interface StreamingChecksum extends LocalBytes.Sink {

    /** Returns the checksum of all bytes so far, in the format of the service. */
    String value();
}
