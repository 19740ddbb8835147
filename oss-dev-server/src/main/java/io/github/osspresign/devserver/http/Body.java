// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The body of a response. It announces a length and is written once. */
public interface Body extends Closeable {

    /** The length of a body that is sent in chunks. */
    long UNKNOWN_LENGTH = -1;

    long length();

    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() throws IOException {}

    /** Returns a body with these bytes. */
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

    /**
     * Returns a body that is announced but not sent, as in the response to a HEAD request. After any other request, the
     * connection is closed.
     */
    static Body announced(long length) {
        return of(new byte[0]).sent(length, Body::writeTo);
    }

    /** Returns a body with the next {@code length} bytes of the stream. The body closes the stream. */
    static Body of(InputStream content, long length) {
        return new StreamBody(content, length);
    }

    /** A way to send a body. */
    @FunctionalInterface
    interface Sending {

        void send(Body whole, OutputStream out) throws IOException;
    }

    /** Returns this body, sent in another way. */
    default Body sent(Sending sending) {
        return sent(length(), sending);
    }

    /** Returns this body, sent in another way after announcing this length. */
    default Body sent(long announced, Sending sending) {
        Body whole = this;
        return new Body() {
            @Override
            public long length() {
                return announced;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                sending.send(whole, out);
            }

            @Override
            public void close() throws IOException {
                whole.close();
            }
        };
    }
}
