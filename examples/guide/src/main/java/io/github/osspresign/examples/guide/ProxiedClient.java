// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

// tag::class[]
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;
import com.aliyun.sdk.service.oss2.transport.apache5client.Apache5HttpClient;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.HttpHost;

/** Client of OSS whose requests go through a proxy. */
public final class ProxiedClient {

    private ProxiedClient() {}

    /** Returns a client with the keys of the environment. */
    public static OSSClient create() {
        return throughProxy(OSSClient.newBuilder(), "proxy.example.com", 3128)
                .region("cn-hangzhou")
                .credentialsProvider(new EnvironmentVariableCredentialsProvider())
                .build();
    }

    /** Sends the requests of a client through a proxy. The SDK ignores its own setting proxyHost. */
    @SuppressWarnings("deprecation") // The SDK takes no client with a route planner.
    static OSSClientBuilder throughProxy(OSSClientBuilder client, String host, int port) {
        RequestConfig requests =
                RequestConfig.custom().setProxy(new HttpHost(host, port)).build();
        return client.httpClient(
                Apache5HttpClient.custom().requestConfig(requests).build());
    }
}
// end::class[]
