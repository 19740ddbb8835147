// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;

/** A bare TCP connection, for requests that no HTTP client would send. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(OssDevServer server) throws IOException {
        this(server.port());
    }

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        socket.setSoTimeout(10_000);
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Closes the sending side of the connection. */
    RawConnection finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Returns everything until the server closes the connection. */
    String receiveAll() throws IOException {
        return receiveAll(UTF_8);
    }

    String receiveAll(Charset charset) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), charset);
    }

    /** Returns everything up to this text. */
    String receiveUntil(String end) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        while (!received.toString(UTF_8).endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("connection ended without " + end + " after " + received.toString(UTF_8));
            }
            received.write(next);
        }
        return received.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
