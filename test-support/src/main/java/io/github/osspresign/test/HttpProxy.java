// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** HTTP proxy on plain sockets that records its requests byte for byte. It connects every host to this machine. */
public final class HttpProxy implements AutoCloseable {

    private final SocketServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> targets = new CopyOnWriteArrayList<>();
    private final @Nullable String authorization;
    private final @Nullable Integer target;
    private volatile @Nullable String refusal;

    /** @param user user and password, separated by a colon, or {@code null} to accept all requests */
    public HttpProxy(@Nullable String user) throws IOException {
        this(user, null);
    }

    private HttpProxy(@Nullable String user, @Nullable Integer target) throws IOException {
        this.target = target;
        authorization = user == null
                ? null
                : "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
        server = new SocketServer("http-proxy", this::serve);
    }

    /** Returns a proxy that connects every request to one port, whatever host and port are requested. */
    public static HttpProxy to(int port) throws IOException {
        return new HttpProxy(null, port);
    }

    public int port() {
        return server.port();
    }

    /** Returns the request line and headers of each request, without the empty line. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Refuses all requests with a status line. */
    public void refuse(String statusLine) {
        refusal = statusLine;
    }

    private void serve(Socket client) throws IOException {
        String head = SocketServer.readHead(client.getInputStream());
        if (head == null) {
            return;
        }
        requests.add(head);
        String refused = refusal;
        if (refused == null && authorization != null && !head.lines().toList().contains(authorization)) {
            refused = "HTTP/1.1 407 Proxy Authentication Required";
        }
        if (refused != null) {
            respond(client, refused + "\r\nProxy-Authenticate: Basic realm=\"it\"\r\nContent-Length: 0\r\n");
            return;
        }
        String[] line = head.split(" ", 3);
        boolean tunnel = line[0].equals("CONNECT");
        int requested = tunnel
                ? Integer.parseInt(line[1].substring(line[1].lastIndexOf(':') + 1))
                : URI.create(line[1].split("[?]", 2)[0]).getPort();
        try (Socket to = new Socket(InetAddress.getLoopbackAddress(), target == null ? requested : target)) {
            targets.add(to);
            if (tunnel) {
                respond(client, "HTTP/1.1 200 Connection established\r\n");
            } else {
                forward(head, line[1], to);
            }
            threads.execute(() -> copy(to, client));
            copy(client, to);
        }
    }

    private static void respond(Socket client, String head) throws IOException {
        client.getOutputStream().write((head + "\r\n").getBytes(ISO_8859_1));
        client.getOutputStream().flush();
    }

    /** Returns the request target without scheme and host. */
    private static void forward(String head, String target, Socket server) throws IOException {
        String origin = target.substring(target.indexOf('/', "http://".length()));
        String forwarded = head.replaceFirst(
                        java.util.regex.Pattern.quote(target), java.util.regex.Matcher.quoteReplacement(origin))
                .replaceAll("\r\nProxy-Authorization: [^\r]*", "");
        server.getOutputStream().write((forwarded + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has closed the connection; the end of the stream tells the other.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : targets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
