// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Keeps the request target byte for byte. The factory of HttpCore parses it as a URI, takes the start of {@code //key}
 * for a host name and drops everything after a {@code #}.
 */
final class VerbatimTargetRequestFactory implements HttpRequestFactory<ClassicHttpRequest> {

    @Override
    public ClassicHttpRequest newHttpRequest(String method, String target) {
        return new BasicClassicHttpRequest(method, null, null, target);
    }

    @Override
    public ClassicHttpRequest newHttpRequest(String method, URI uri) {
        return new BasicClassicHttpRequest(method, uri);
    }
}
