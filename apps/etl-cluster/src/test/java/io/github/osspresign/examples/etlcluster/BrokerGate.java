// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Proxy of a broker that holds the next request of a kind, or its response. The broker must advertise its address. */
final class BrokerGate implements AutoCloseable {

    /** What is held. The number is that of the request in Kafka's protocol. */
    enum Kind {
        OFFSET_REQUEST(8),
        OFFSET_RESPONSE(8),
        RECORD_RESPONSE(0);

        private final int request;

        Kind(int request) {
            this.request = request;
        }
    }

    /** Request or response that is held until the latch is open. */
    private static final class Held {

        private final Kind kind;
        private final CountDownLatch open = new CountDownLatch(1);
        private volatile @Nullable String client;
        private volatile boolean reached;
        private volatile boolean dropped;

        Held(Kind kind) {
            this.kind = kind;
        }

        void await() throws InterruptedException {
            reached = true;
            open.await();
            if (dropped) {
                throw new InterruptedException("its sender is gone");
            }
        }
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<@Nullable Held> next = new AtomicReference<>();
    private volatile @Nullable Held held;
    private int broker;

    BrokerGate() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Forwards connections to a port, from now on. */
    void open(int port) {
        broker = port;
        threads.execute(this::listen);
    }

    /** Holds the next request or response of a worker. */
    void hold(Kind kind) {
        Held wanted = new Held(kind);
        held = wanted;
        next.set(wanted);
    }

    /** Returns the client ID of the worker whose request or response is held, {@code null} if there is none yet. */
    @Nullable String heldWorker() {
        Held now = held;
        return now == null || !now.reached ? null : now.client;
    }

    /** Closes the connection on which something is held, instead of forwarding it: its sender is gone. */
    void drop() {
        Held now = held;
        if (now != null) {
            now.dropped = true;
        }
        release();
    }

    void release() {
        next.set(null);
        Held now = held;
        held = null;
        if (now != null) {
            now.open.countDown();
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                // The listener is closed, or the client has gone.
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), broker)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            // Correlation IDs of requests whose response is to be held.
            ConcurrentHashMap<Integer, Held> awaited = new ConcurrentHashMap<>();
            threads.execute(() -> {
                try (client;
                        server) {
                    copy(server, client, frame -> {
                        Held response = awaited.remove(frame.getInt(0));
                        if (response != null) {
                            response.await();
                        }
                    });
                } catch (IOException | InterruptedException e) {
                    // One of both has closed the connection, and now the other end is closed, too.
                } finally {
                    // A response that has not come is sent on another connection.
                    awaited.values().forEach(missed -> next.compareAndSet(null, held == missed ? missed : null));
                }
            });
            copy(client, server, frame -> request(frame, awaited));
        } catch (IOException | InterruptedException e) {
            // As above; or the broker is away.
        }
    }

    /** Looks at a frame, before it is forwarded. */
    private interface Look {

        void at(ByteBuffer frame) throws InterruptedException;
    }

    private static void copy(Socket from, Socket to, Look look) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
        DataOutputStream out = new DataOutputStream(to.getOutputStream());
        while (true) {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            look.at(ByteBuffer.wrap(frame));
            ByteBuffer whole =
                    ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame);
            out.write(whole.array());
        }
    }

    /** The header of a request has its kind, version, correlation ID and client ID. */
    private void request(ByteBuffer frame, ConcurrentHashMap<Integer, Held> awaited) throws InterruptedException {
        Held wanted = next.get();
        if (wanted == null || frame.getShort(0) != wanted.kind.request) {
            return;
        }
        byte[] client = new byte[Math.max(0, frame.getShort(8))];
        frame.get(10, client);
        String name = new String(client, UTF_8);
        if (!name.startsWith("worker-") || !next.compareAndSet(wanted, null)) {
            return;
        }
        wanted.client = name;
        if (wanted.kind == Kind.OFFSET_REQUEST) {
            wanted.await();
        } else {
            awaited.put(frame.getInt(4), wanted);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        release();
        threads.shutdownNow();
    }
}
