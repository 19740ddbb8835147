// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between clients and a server: adds latency, counts what the clients get, and tells when it is so much. */
final class Relay implements AutoCloseable {

    /** Holds so much in flight that a limited server is never held up by the latency. */
    private static final int CHUNKS = 256;

    private static final int CHUNK_BYTES = 32 * 1024;
    private static final Chunk END = new Chunk(ByteBuffer.allocate(0), 0);

    /** Bytes in transit and the time of their arrival; no bytes at the end of the connection. */
    private record Chunk(ByteBuffer bytes, long dueNanos) {}

    private final ServerSocket listener;
    private final int serverPort;
    private final Duration oneWay;
    private final long mark;
    private final boolean cuts;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong relayed = new AtomicLong();
    private final AtomicLong firstByteMillis = new AtomicLong();
    private final CountDownLatch reached = new CountDownLatch(1);

    /**
     * Starts one.
     *
     * @param oneWay latency of each direction
     * @param mark number of bytes to wait for
     * @param cuts whether the connections of that moment are cut there
     */
    Relay(int serverPort, Duration oneWay, long mark, boolean cuts) throws IOException {
        this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.oneWay = oneWay;
        this.mark = mark;
        this.cuts = cuts;
        threads.execute(this::accept);
    }

    /** Starts one that only adds latency and counts. */
    Relay(int serverPort, Duration oneWay) throws IOException {
        this(serverPort, oneWay, Long.MAX_VALUE, false);
    }

    String origin() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Returns the number of bytes sent to clients, including the headers of responses. */
    long relayed() {
        return relayed.get();
    }

    /** Closes all connections and waits for the first byte again. */
    void startOver() {
        closeAll();
        firstByteMillis.set(0);
    }

    /** Returns when the first byte of the first response was forwarded, by the system clock. */
    long firstByteMillis() {
        return firstByteMillis.get();
    }

    /** Waits for the number of bytes. */
    boolean awaitMark(Duration longest) throws InterruptedException {
        return reached.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                threads.execute(() -> connect(client));
            }
        } catch (IOException e) {
            // It has been closed.
            closeAll();
        }
    }

    private void connect(Socket client) {
        try {
            Thread.sleep(oneWay.toMillis());
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            sockets.add(server);
            pass(client, server, false);
            pass(server, client, true);
        } catch (IOException | InterruptedException e) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to, boolean toClient) {
        BlockingQueue<Chunk> inFlight = new ArrayBlockingQueue<>(CHUNKS);
        threads.execute(() -> read(from, inFlight));
        threads.execute(() -> write(to, inFlight, toClient));
    }

    private void read(Socket from, BlockingQueue<Chunk> inFlight) {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                inFlight.put(
                        new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime() + oneWay.toNanos()));
            }
        } catch (IOException | InterruptedException e) {
            // The other end hears of it as of an end.
            close(from);
        }
        try {
            inFlight.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Socket to, BlockingQueue<Chunk> inFlight, boolean toClient) {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = inFlight.take(); chunk.bytes().hasRemaining(); chunk = inFlight.take()) {
                TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
                out.write(chunk.bytes().array());
                if (toClient) {
                    count(chunk.bytes().capacity());
                }
            }
        } catch (IOException | InterruptedException e) {
            // Who reads from the other end is not to wait for a place in the queue for ever.
            inFlight.clear();
        } finally {
            sockets.remove(to);
        }
    }

    private void count(int bytes) {
        firstByteMillis.compareAndSet(0, System.currentTimeMillis());
        long now = relayed.addAndGet(bytes);
        if (now >= mark && now - bytes < mark) {
            if (cuts) {
                closeAll();
            }
            reached.countDown();
        }
    }

    private void closeAll() {
        sockets.forEach(this::close);
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closeAll();
        threads.shutdownNow();
    }
}
