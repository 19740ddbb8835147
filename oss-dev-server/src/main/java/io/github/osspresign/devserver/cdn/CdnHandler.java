// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cdn;

import io.github.osspresign.devserver.auth.LinkSigner;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestHandler;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.PercentEncoding;
import java.io.IOException;
import java.time.Duration;

/**
 * Serves the objects of a private bucket as a CDN does: checks the signature of the URL, removes it and all parameters, and
 * requests the object from the origin with its own signature. It caches nothing.
 *
 * @param authentication URL signing of the domain
 * @param bucket bucket that is the origin
 * @param signer signs the requests to the origin
 * @param origin service with the bucket
 */
public record CdnHandler(UrlAuthentication authentication, String bucket, LinkSigner signer, RequestHandler origin)
        implements RequestHandler {

    private static final Duration LIFETIME = Duration.ofMinutes(1);

    @Override
    public Response handle(Request request) throws IOException {
        String method = request.method();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return served(Response.of(405).withHeader("Allow", "GET, HEAD"));
        }
        String path;
        try {
            path = authentication.admit(request.target(), request.receivedAt());
        } catch (IllegalArgumentException e) {
            return served(Response.of(403).withHeader("X-Tengine-Error", "denied by req auth: " + e.getMessage()));
        }
        try {
            String key = PercentEncoding.decode(path.substring(1), false);
            String url = signer.sign(method, bucket, key, LIFETIME, request.receivedAt());
            String target = url.substring(signer.endpoint().toString().length());
            Headers headers = request.headers()
                    .without("Authorization")
                    .with("Host", signer.endpoint().getAuthority());
            return served(origin.handle(
                    new Request(request.client(), method, target, headers, request.body(), request.receivedAt())));
        } catch (OssException e) {
            return served(Response.of(400));
        }
    }

    private static Response served(Response response) {
        return response.withHeader("Via", "cdn.oss-dev-server");
    }
}
