// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A POST request that this server sends.
 *
 * @param host value of the header Host, or null for the host of the URL
 */
public record OutgoingPost(URI url, @Nullable String host, Headers headers, String body) {

    private static final Timeout TIMEOUT = Timeout.ofSeconds(5);

    public record Reply(int status, String body) {}

    /**
     * Sends the request on a new connection, without following redirects.
     *
     * @throws IOException if there is no response within five seconds, or its body is larger than allowed
     */
    public Reply send(int maxBytes) throws IOException {
        HttpHost target = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
        try (HttpRequester requester = RequesterBootstrap.bootstrap()
                .setSocketConfig(SocketConfig.custom().setSoTimeout(TIMEOUT).build())
                .setSslSetupHandler(parameters -> parameters.setEndpointIdentificationAlgorithm("HTTPS"))
                .create()) {
            return requester.execute(
                    target,
                    request(),
                    TIMEOUT,
                    HttpCoreContext.create(),
                    response -> new Reply(response.getCode(), text(response.getEntity(), maxBytes)));
        } catch (HttpException | URISyntaxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String text(@Nullable HttpEntity entity, int maxBytes) throws IOException {
        if (entity == null) {
            return "";
        }
        try (InputStream content = entity.getContent()) {
            byte[] bytes = content.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException("Response body is too large.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private ClassicHttpRequest request() throws URISyntaxException {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", url);
        if (host != null) {
            request.setAuthority(URIAuthority.create(host));
        }
        request.setHeader(HttpHeaders.CONNECTION, "close");
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null));
        return request;
    }
}
