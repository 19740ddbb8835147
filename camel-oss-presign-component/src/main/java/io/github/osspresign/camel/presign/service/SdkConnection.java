// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.service;

import com.aliyun.sdk.service.oss2.transport.apache5client.Apache5HttpClient;
import java.net.Proxy;
import java.net.Socket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP connection that logs neither headers nor bytes. The default connection of HttpClient logs them at debug level,
 * including signatures and the session tokens of temporary credentials.
 */
final class SdkConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private static final int MAX_CONNECTIONS = 1024;

    private SdkConnection() {
        super(Http1Config.DEFAULT);
    }

    /** Creates the HTTP client of the SDK, with its default limits, on such connections. The caller closes it. */
    static Apache5HttpClient httpClient() {
        return Apache5HttpClient.custom()
                .connectionManager(new DirectConnections()
                        .setConnectionFactory(socket -> new SdkConnection())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(5))
                                .setSocketTimeout(Timeout.ofSeconds(20))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .build())
                .build();
    }

    /** Connection manager whose sockets use no proxy of the JVM. */
    private static final class DirectConnections extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    socksProxy -> new Socket(Proxy.NO_PROXY),
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register(URIScheme.HTTPS.id, tls)
                            .build());
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder sockets = getSocketHolder();
        return sockets == null ? null : sockets.getSocket();
    }

    /** Does nothing, because the pool sets the timeout of the socket at each lease. */
    @Override
    public void passivate() {}

    /** Does nothing, because the pool sets the timeout of the socket at each lease. */
    @Override
    public void activate() {}
}
