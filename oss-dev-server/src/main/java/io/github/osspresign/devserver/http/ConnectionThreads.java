// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpServerConnection;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * One thread that accepts connections, and one thread for each connection. A failure, even an OutOfMemoryError or a
 * thread that cannot be started, ends only its own connection; the server of HttpCore would stop accepting connections.
 */
final class ConnectionThreads {

    private static final Logger LOGGER = System.getLogger(ConnectionThreads.class.getName());
    private static final long PAUSE_MILLIS = 100;

    private final ReopeningServerSocket socket;
    private final Timeout idleTimeout;
    private final HttpConnectionFactory<? extends HttpServerConnection> factory;
    private final HttpService service;
    private final Set<HttpServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(new DefaultThreadFactory("connection", true));
    private final Thread accepting;
    private volatile boolean ended;

    /** Creates the accepting thread, which keeps the process alive while it runs. */
    ConnectionThreads(
            ReopeningServerSocket socket,
            Timeout idleTimeout,
            HttpConnectionFactory<? extends HttpServerConnection> factory,
            HttpService service) {
        this.socket = socket;
        this.idleTimeout = idleTimeout;
        this.factory = factory;
        this.service = service;
        this.accepting = new Thread(this::acceptAll, "listener-" + socket.port());
        accepting.setDaemon(false);
    }

    void start() {
        accepting.start();
    }

    private void acceptAll() {
        Throwable failure = null;
        while (!ended) {
            try {
                begin(socket.accept());
                if (failure != null) {
                    // Logs late, because there may have been no memory for a log record before.
                    LOGGER.log(Level.ERROR, "connections were dropped", failure);
                    failure = null;
                }
            } catch (IOException e) {
                // The socket is closed, or the client has closed its connection already.
            } catch (Throwable e) {
                failure = e;
                pause();
            }
        }
    }

    /** Waits, so that other connections can end and release memory. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // Nothing interrupts this thread; accepting the next connection early does no harm.
        }
    }

    private void begin(Socket accepted) throws IOException {
        try {
            accepted.setTcpNoDelay(true);
            accepted.setSoTimeout(idleTimeout.toMillisecondsIntBound());
            HttpServerConnection connection = factory.createConnection(accepted);
            threads.execute(() -> serve(connection));
        } catch (Throwable e) {
            accepted.close();
            throw e;
        }
    }

    private void serve(HttpServerConnection connection) {
        // Added before the check for interruption, so that closeAll() misses no connection.
        connections.add(connection);
        try {
            while (!Thread.interrupted() && connection.isOpen()) {
                service.handleRequest(connection, HttpCoreContext.create());
            }
        } catch (IOException | HttpException e) {
            // The client closed the connection, sent no valid HTTP, or a response was cut on purpose.
        } finally {
            connections.remove(connection);
            connection.close(CloseMode.IMMEDIATE);
        }
    }

    /** Stops accepting connections. Existing connections stay open. */
    void stopAccepting() throws IOException, InterruptedException {
        ended = true;
        socket.close();
        accepting.join();
    }

    /** Closes all connections. */
    void closeAll() {
        threads.shutdownNow();
        connections.forEach(connection -> connection.close(CloseMode.IMMEDIATE));
    }
}
