// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Source of bytes in memory. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record BytesSource(byte[] bytes) implements UploadSource {
    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public String toString() {
        return "BytesSource[" + bytes.length + "]";
    }
}
