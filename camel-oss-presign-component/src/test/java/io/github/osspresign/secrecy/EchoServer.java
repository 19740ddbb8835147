// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import io.github.osspresign.test.SocketServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A hostile service: it repeats the query and the headers of the request in every place of its response but the object
 * itself. The path of the request says which: {@code /<status>/<code>}, or {@code /garbage} for bytes that are no response.
 */
final class EchoServer implements AutoCloseable {

    private final SocketServer server = new SocketServer("echo-server", EchoServer::answer);

    EchoServer() throws IOException {}

    String url(String path, String query) {
        return "http://127.0.0.1:" + server.port() + path + "?" + query;
    }

    private static void answer(Socket socket) throws IOException {
        String head = SocketServer.readHead(socket.getInputStream());
        if (head == null) {
            return;
        }
        String target = head.split(" ", 3)[1];
        String query = target.substring(target.indexOf('?') + 1);
        String echo = query + " " + URLDecoder.decode(query, StandardCharsets.UTF_8) + " "
                + head.replaceAll("\r\n(?i:host|connection|accept-encoding|user-agent): [^\r]*", "")
                        .replaceAll("[\r\n]+", " ");
        String[] path = target.substring(1, target.indexOf('?')).split("/", -1);
        String status = path[0];
        // The content of an object is the message; what is said about it is not.
        String body = status.equals("200")
                ? "content"
                : "<Error><Code>" + (path.length > 1 ? path[1] : "") + "</Code><Message>" + xml(echo)
                        + "</Message><RequestId>" + xml(echo) + "</RequestId><EC>" + xml(echo) + "</EC></Error>";
        String answer = status.equals("garbage")
                ? echo + "\r\n\r\n"
                : "HTTP/1.1 " + status + " " + echo
                        + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                        + "\r\nContent-Type: application/xml; a=\"" + echo + "\""
                        + "\r\nContent-Disposition: attachment; filename=\"" + echo + "\""
                        + "\r\nETag: \"" + echo + "\""
                        + "\r\nLocation: " + target
                        + "\r\nLast-Modified: " + echo
                        + "\r\nx-oss-request-id: " + echo
                        + "\r\nx-oss-ec: " + echo
                        + "\r\nx-oss-version-id: " + echo
                        + "\r\nx-oss-meta-echo: " + echo
                        + "\r\nx-oss-meta-" + query.replaceAll(".*=", "").replaceAll("[^A-Za-z0-9]", "") + ": a"
                        + "\r\nConnection: close\r\n\r\n" + body;
        OutputStream out = socket.getOutputStream();
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
