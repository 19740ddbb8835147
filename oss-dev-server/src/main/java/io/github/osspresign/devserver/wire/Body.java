package io.github.osspresign.devserver.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The body of a response: a length that is announced and bytes that are written once. */
public interface Body extends Closeable {

    /** The length of a body that is sent in chunks, the last of which is empty. */
    long UNKNOWN_LENGTH = -1;

    long length();

    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() throws IOException {}

    /** Returns a body of these bytes. */
    static Body of(byte[] content) {
        return new Body() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(content);
            }
        };
    }

    /** Returns the body that a HEAD response announces and never sends. */
    static Body announced(long length) {
        return new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) {
                throw new IllegalStateException("a body that is only announced was asked for its bytes");
            }
        };
    }

    /** Returns the next {@code length} bytes of the stream, which the body closes. */
    static Body of(InputStream content, long length) {
        return new StreamBody(content, length);
    }
}
