package io.github.osspresign.download;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that writes neither request line nor bytes into a log: at debug level HttpClient would, links and all. It
 * hears an answer that comes before all of a body has been sent.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    /** Whether the service has answered and hung up on a body. */
    private boolean brokenOff;

    QuietConnection(Http1Config config) {
        super(
                "osspresigned",
                null,
                null,
                config,
                null,
                null,
                (request, connection, in, sent, next) -> ((QuietConnection) connection).isAnswered(),
                null,
                ignored -> new BoundedHeadParser(config));
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
        bind(new SocketHolder(sslSocket, socket));
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        try {
            super.sendRequestEntity(request);
        } catch (SocketException e) {
            // Who refuses a body may hang up on the rest of it, but not without a word.
            if (!isAnswered()) {
                throw e;
            }
            brokenOff = true;
        }
    }

    /** Only where bytes have come is it asked what they are: under TLS they need not be an answer, and asking takes a wait. */
    private boolean isAnswered() throws IOException {
        SocketHolder sockets = getSocketHolder();
        return sockets != null && sockets.getBaseSocket().getInputStream().available() > 0 && isDataAvailable(AT_ONCE);
    }

    @Override
    public void flush() throws IOException {
        if (!brokenOff) {
            super.flush();
        }
    }

    @Override
    public boolean isConsistent() {
        return !brokenOff && super.isConsistent();
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {}
}
