// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket that can refuse connections for a while and then listen again on the same port. While it refuses
 * connections, the port is free and another process may take it.
 */
final class ReopeningServerSocket {

    private static final Logger LOGGER = System.getLogger(ReopeningServerSocket.class.getName());
    private static final long RETRY_NANOS = 100_000_000;

    private final InetSocketAddress address;
    private final int backlog;
    private @Nullable ServerSocket open;
    private long reopenAtNanos;
    private boolean staysClosed;
    private boolean accepting;
    private boolean ended;

    ReopeningServerSocket(InetAddress address, int port, int backlog) throws IOException {
        this.backlog = backlog;
        ServerSocket first = listen(new InetSocketAddress(address, port));
        this.address = new InetSocketAddress(address, first.getLocalPort());
        this.open = first;
    }

    private ServerSocket listen(InetSocketAddress where) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // Earlier connections may still occupy the port.
            socket.setReuseAddress(true);
            socket.bind(where, backlog);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits for a connection, also while connections are refused. */
    Socket accept() throws IOException {
        while (true) {
            ServerSocket current = begin();
            try {
                return current.accept();
            } catch (IOException e) {
                if (!current.isClosed()) {
                    // Probably out of file descriptors. Not logged, because a logger may need one too.
                    pauseBeforeRetry();
                }
            } finally {
                end();
            }
        }
    }

    private static void pauseBeforeRetry() throws SocketException {
        try {
            TimeUnit.NANOSECONDS.sleep(RETRY_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("closed");
        }
    }

    private synchronized ServerSocket begin() throws SocketException {
        try {
            while (open == null && !ended) {
                long millis = staysClosed ? Long.MAX_VALUE : (reopenAtNanos - System.nanoTime()) / 1_000_000;
                if (millis > 0) {
                    wait(millis);
                } else {
                    tryToReopen();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (open == null) {
            throw new SocketException("closed");
        }
        accepting = true;
        return open;
    }

    private synchronized void end() {
        accepting = false;
        notifyAll();
    }

    private void tryToReopen() {
        try {
            open = listen(address);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot listen on port " + address.getPort() + " again yet", e);
            reopenAtNanos = System.nanoTime() + RETRY_NANOS;
        }
    }

    /** Refuses connections until {@link #reopen()}. */
    synchronized void refuse() throws IOException {
        staysClosed = true;
        closeSocket();
    }

    /** Refuses connections for this time. */
    synchronized void refuse(Duration pause) throws IOException {
        staysClosed = false;
        reopenAtNanos = System.nanoTime() + pause.toNanos();
        closeSocket();
        notifyAll();
    }

    /** Listens again at once. */
    synchronized void reopen() throws IOException {
        if (open == null && !ended) {
            open = listen(address);
            notifyAll();
        }
    }

    /** Closes the socket. The kernel stops listening only when the thread in accept() has returned. */
    private void closeSocket() throws IOException {
        if (open == null) {
            return;
        }
        open.close();
        open = null;
        boolean interrupted = false;
        // After a short pause, that thread may have reopened the port before this one runs again.
        while (accepting && open == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Refuses connections for good; {@link #accept()} throws an exception. */
    synchronized void close() throws IOException {
        ended = true;
        closeSocket();
        notifyAll();
    }

    int port() {
        return address.getPort();
    }

    InetAddress address() {
        return address.getAddress();
    }
}
