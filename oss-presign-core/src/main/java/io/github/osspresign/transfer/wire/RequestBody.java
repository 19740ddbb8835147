// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Body of a request.
 *
 * @param length length in bytes
 * @param writer writes exactly so many bytes
 */
public record RequestBody(long length, Writer writer) {

    /** Writes a body. */
    public interface Writer {

        /** Writes the whole body, once. */
        void writeTo(OutputStream out) throws IOException;
    }
}
