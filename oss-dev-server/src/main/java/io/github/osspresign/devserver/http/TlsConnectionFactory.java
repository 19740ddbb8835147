// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * Creates connections that start with a TLS handshake. The handshake runs in the thread of the connection; that of
 * HttpCore would block the accepting thread.
 */
final class TlsConnectionFactory implements HttpConnectionFactory<DefaultBHttpServerConnection> {

    private final HttpConnectionFactory<DefaultBHttpServerConnection> plain;
    private final TlsSettings tls;
    private final SSLContext failing;

    TlsConnectionFactory(HttpConnectionFactory<DefaultBHttpServerConnection> plain, TlsSettings tls) {
        this.plain = plain;
        this.tls = tls;
        this.failing = withoutCertificate();
    }

    @Override
    public DefaultBHttpServerConnection createConnection(Socket socket) throws IOException {
        SSLContext context = tls.fails().getAsBoolean() ? failing : tls.context();
        SSLSocket encrypted = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        encrypted.setUseClientMode(false);
        return plain.createConnection(encrypted, socket);
    }

    /** Returns a context without a certificate, which fails every handshake with the alert handshake_failure. */
    private static SSLContext withoutCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot serve TLS", e);
        }
    }
}
