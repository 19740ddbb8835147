// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** HTTP server on plain sockets of 127.0.0.1 that sends the responses of a test and records the requests. */
public final class ScriptedServer implements AutoCloseable {

    private final SocketServer server;
    private volatile List<ScriptedResponse> responses = List.of();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public ScriptedServer(ScriptedResponse... responses) {
        this(ServerSocketFactory.getDefault(), responses);
    }

    public ScriptedServer(ServerSocketFactory sockets, ScriptedResponse... responses) {
        respond(responses);
        try {
            this.server = new SocketServer("scripted-server", sockets, this::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends the n-th response to the n-th request from now on, and the last one to all further requests. {@code {port}}
     * in a head is replaced by the port of this server. Earlier requests are forgotten.
     */
    public void respond(ScriptedResponse... next) {
        requests.clear();
        sent.set(0);
        responses = List.of(next);
    }

    public int port() {
        return server.port();
    }

    /** Returns the request line and headers of each request, without the empty line. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public String onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request but was " + requests);
        }
        return requests.get(0);
    }

    /** Returns the number of accepted connections. */
    public int connections() {
        return server.connections();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        ScriptedResponse response;
        do {
            String request = SocketServer.readHead(socket.getInputStream());
            if (request == null) {
                return;
            }
            requests.add(request);
            response = responses.get(Math.min(sent.getAndIncrement(), responses.size() - 1));
            OutputStream out = socket.getOutputStream();
            // In one write: between two small ones, TCP waits 40 ms for an acknowledgement.
            out.write(bytes(response));
            out.flush();
        } while (response.ending() == ScriptedResponse.Ending.KEEP_ALIVE);
        while (response.ending() == ScriptedResponse.Ending.REPEAT) {
            socket.getOutputStream().write(response.body());
        }
        if (response.ending() == ScriptedResponse.Ending.STALL) {
            server.closed().await();
        } else if (response.ending() == ScriptedResponse.Ending.RESET) {
            socket.setSoLinger(true, 0);
        }
    }

    private byte[] bytes(ScriptedResponse response) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!response.head().isEmpty()) {
            String head = String.join("\r\n", response.head()).replace("{port}", Integer.toString(port())) + "\r\n\r\n";
            bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.writeBytes(response.body());
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
