package io.github.osspresign.devserver.http;

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

    /** Returns a body that is announced and never sent, as in a HEAD response; after any other the connection ends. */
    static Body announced(long length) {
        return new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) {}
        };
    }

    /** Returns the next {@code length} bytes of the stream, which the body closes. */
    static Body of(InputStream content, long length) {
        return new StreamBody(content, length);
    }
}
