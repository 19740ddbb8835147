package io.github.osspresign.camel.presign.listing;

import com.aliyun.sdk.service.oss2.transport.apache5client.Apache5HttpClient;
import java.net.Socket;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the service that writes neither headers nor bytes into a log. HttpClient's own does so at debug level, with
 * the session token of temporary credentials and each request's signature.
 */
final class NonLoggingConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private static final int MOST = 1024;

    private NonLoggingConnection() {
        super(Http1Config.DEFAULT);
    }

    /** The SDK's own HTTP client, with its limits, on such connections. The caller closes it. */
    static Apache5HttpClient httpClient() {
        return Apache5HttpClient.custom()
                .connectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(socket -> new NonLoggingConnection())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(5))
                                .setSocketTimeout(Timeout.ofSeconds(20))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                        .setMaxConnPerRoute(MOST)
                        .setMaxConnTotal(MOST)
                        .build())
                .build();
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder sockets = getSocketHolder();
        return sockets == null ? null : sockets.getSocket();
    }

    /** Nothing to do: the pool sets the time limit of the socket anew with each lease. */
    @Override
    public void passivate() {}

    /** Nothing to do, as for {@link #passivate()}. */
    @Override
    public void activate() {}
}
