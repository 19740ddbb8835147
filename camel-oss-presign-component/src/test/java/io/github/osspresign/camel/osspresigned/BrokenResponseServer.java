// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.BrokenResponse.Fault;
import io.github.osspresign.camel.osspresigned.BrokenResponse.Framing;
import io.github.osspresign.camel.osspresigned.BrokenResponse.When;
import io.github.osspresign.test.SocketServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Server on plain sockets of 127.0.0.1 that returns each object in one {@link BrokenResponse}. */
final class BrokenResponseServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("(?im)^Range: bytes=(\\d+)-(\\d*)\\r?$");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: (\\d+)\\r?$");

    /** Object with its responses and the number of requests. */
    private static final class Served {

        final BrokenResponse response;
        final byte[] object;
        final AtomicInteger requests = new AtomicInteger();

        Served(BrokenResponse response, byte[] object) {
            this.response = response;
            this.object = object;
        }
    }

    private final SocketServer server;
    private final @Nullable SSLContext tls;
    private final Map<String, Served> objects = new ConcurrentHashMap<>();
    private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();

    /** @param tls {@code null} for plain connections */
    BrokenResponseServer(@Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        this.server = new SocketServer("broken-response-server", this::serve);
    }

    /** Puts an object there, in place of the one before, and returns the URL of it. */
    String serve(String name, byte[] object, BrokenResponse response) {
        String path = "/" + name;
        objects.put(path, new Served(response, object));
        return (tls == null ? "http" : "https") + "://localhost:" + server.port() + path + "?Signature=none";
    }

    /** Returns the complete uploads to a URL. */
    byte @Nullable [] uploaded(String name) {
        return uploads.get("/" + name);
    }

    /** Returns the number of requests for an object. */
    int requests(String name) {
        return objects.get("/" + name).requests.get();
    }

    private void serve(Socket raw) throws IOException {
        Socket socket = tls == null ? raw : encrypted(raw);
        boolean more = true;
        while (more) {
            String head = SocketServer.readHead(socket.getInputStream());
            more = head != null && answer(head, raw, socket);
        }
    }

    private Socket encrypted(Socket raw) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), false);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    /** Returns whether the connection may serve another request. */
    private boolean answer(String head, Socket raw, Socket socket) throws IOException {
        int query = head.indexOf('?');
        String path = query < 0 ? "" : head.substring(head.indexOf(' ') + 1, query);
        Served served = objects.get(path);
        if (served == null) {
            // A flipped bit in the target of a redirect leads here.
            return false;
        }
        boolean redirected = head.contains("?Signature=redirected ");
        int request = redirected ? served.requests.get() : served.requests.getAndIncrement();
        if (head.startsWith("PUT ")) {
            Matcher length = LENGTH.matcher(head);
            byte[] body = socket.getInputStream().readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            uploads.put(path, body);
        }
        BrokenResponse response = served.response;
        if (redirected) {
            response = new BrokenResponse(Framing.LENGTH_AND_CHECKSUM, Fault.END, Integer.MAX_VALUE, When.ALWAYS);
        }
        byte[] wire = rightResponse(response.framing(), served.object, head);
        OutputStream out = socket.getOutputStream();
        if (!response.when().hits(request) || response.offset() > wire.length) {
            out.write(wire);
            out.flush();
            return end(response.framing().isMarked(), socket);
        }
        return breakIt(response, wire, raw, socket);
    }

    private boolean breakIt(BrokenResponse response, byte[] wire, Socket raw, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (response.fault() == Fault.FLIP) {
            if (response.offset() < wire.length) {
                wire[response.offset()] ^= (byte) (1 << response.offset() % 7);
            }
            out.write(wire);
            out.flush();
            return end(false, socket);
        }
        if (response.fault() == Fault.SECOND_RESPONSE) {
            byte[] other = new byte[BrokenResponse.SIZE];
            Arrays.fill(other, (byte) '!');
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(wire);
            both.writeBytes(BrokenResponse.wire(Framing.LENGTH_AND_CHECKSUM, other));
            out.write(both.toByteArray());
            out.flush();
            return true;
        }
        out.write(wire, 0, Math.min(response.offset(), wire.length));
        out.flush();
        switch (response.fault()) {
            // Until the client goes, so that the silent connections of many cases do not use up the descriptors.
            case SILENCE -> raw.getInputStream().transferTo(OutputStream.nullOutputStream());
            case RESET -> raw.setSoLinger(true, 0);
            case CUT -> raw.close();
            default -> end(false, socket);
        }
        return false;
    }

    /** Closes the connection properly, with the TLS alert. */
    private static boolean end(boolean more, Socket socket) throws IOException {
        if (!more) {
            socket.close();
        }
        return more;
    }

    private static byte[] rightResponse(Framing framing, byte[] object, String head) {
        Matcher range = RANGE.matcher(head);
        if (!framing.isMarked() || framing == Framing.AFTER_REDIRECT || !range.find()) {
            return BrokenResponse.wire(framing, object);
        }
        int from = Integer.parseInt(range.group(1));
        int last = range.group(2).isEmpty() ? object.length - 1 : Integer.parseInt(range.group(2));
        return BrokenResponse.wire(framing, object, from, Math.min(object.length, last + 1));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
