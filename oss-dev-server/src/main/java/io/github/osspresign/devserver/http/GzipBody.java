// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A body that is compressed while it is sent, so that its length is unknown. */
public record GzipBody(Body whole) implements Body {

    private static final int BUFFER_BYTES = 8 * 1024;

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    /** Finishes the compressed data but leaves the stream open, as every body does. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        GZIPOutputStream compressing = new GZIPOutputStream(out, BUFFER_BYTES);
        whole.writeTo(compressing);
        compressing.finish();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
