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
 * A thread that accepts connections, and one for each of them. Whatever goes wrong with a connection, be it that the
 * heap has no room for it or that there can be no further thread, ends that one only; the server of HttpCore would
 * stop to accept any.
 */
final class ConnectionThreads {

    private static final Logger LOGGER = System.getLogger(ConnectionThreads.class.getName());
    private static final long REST_MILLIS = 100;

    private final ReopeningServerSocket socket;
    private final Timeout silence;
    private final HttpConnectionFactory<? extends HttpServerConnection> factory;
    private final HttpService service;
    private final Set<HttpServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(new DefaultThreadFactory("connection", true));
    private final Thread accepting;
    private volatile boolean ended;

    /** Makes the threads, the first of which keeps the process alive while it runs. */
    ConnectionThreads(
            ReopeningServerSocket socket,
            Timeout silence,
            HttpConnectionFactory<? extends HttpServerConnection> factory,
            HttpService service) {
        this.socket = socket;
        this.silence = silence;
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
                    // Only now, as there may have been no room for this either.
                    LOGGER.log(Level.ERROR, "connections were dropped", failure);
                    failure = null;
                }
            } catch (IOException e) {
                // Either the end, or a client that was gone before its connection began.
            } catch (Throwable e) {
                failure = e;
                rest();
            }
        }
    }

    /** Gives other connections the time to end and make room. */
    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            // Nobody does that, and the next connection may have its turn at once as well.
        }
    }

    private void begin(Socket accepted) throws IOException {
        try {
            accepted.setTcpNoDelay(true);
            accepted.setSoTimeout(silence.toMillisecondsIntBound());
            HttpServerConnection connection = factory.createConnection(accepted);
            threads.execute(() -> serve(connection));
        } catch (Throwable e) {
            accepted.close();
            throw e;
        }
    }

    private void serve(HttpServerConnection connection) {
        // Before it asks whether it is interrupted, so that the end overlooks no connection.
        connections.add(connection);
        try {
            while (!Thread.interrupted() && connection.isOpen()) {
                service.handleRequest(connection, HttpCoreContext.create());
            }
        } catch (IOException | HttpException e) {
            // The client went away or sent no HTTP, or an answer broke off on purpose.
        } finally {
            connections.remove(connection);
            connection.close(CloseMode.IMMEDIATE);
        }
    }

    /** Accepts no further connections; those that exist go on. */
    void stopAccepting() throws IOException, InterruptedException {
        ended = true;
        socket.close();
        accepting.join();
    }

    /** Breaks off all connections. */
    void breakOff() {
        threads.shutdownNow();
        connections.forEach(connection -> connection.close(CloseMode.IMMEDIATE));
    }
}
