// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;

/** A bare TCP connection, for requests that no HTTP client would send. */
public final class RawConnection implements AutoCloseable {

    private final Socket socket;

    public RawConnection(OssDevServer server) throws IOException {
        this(server.endpoint().getHost(), server.port());
    }

    public RawConnection(int port) throws IOException {
        this("127.0.0.1", port);
    }

    private RawConnection(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setSoTimeout(10_000);
    }

    /** Returns the start of a request for the URL, up to the header Host. */
    public static String head(String method, URI url) {
        return method + " " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Closes the sending side of the connection. */
    public RawConnection finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Returns everything until the server closes the connection. */
    public String receiveAll() throws IOException {
        return receiveAll(UTF_8);
    }

    public String receiveAll(Charset charset) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), charset);
    }

    /** Returns everything up to this text. */
    public String receiveUntil(String end) throws IOException {
        String encoded = new String(end.getBytes(UTF_8), ISO_8859_1);
        StringBuilder received = new StringBuilder();
        while (received.indexOf(encoded, received.length() - encoded.length()) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("connection ended without " + end + " after " + received);
            }
            received.append((char) next);
        }
        return new String(received.toString().getBytes(ISO_8859_1), UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
