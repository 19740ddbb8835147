package io.github.osspresign.devserver.http;

import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Keeps the request target byte for byte. HttpCore's own factory parses it as a URI first, which takes the beginning
 * of {@code //key} for a host name and drops what follows a {@code #}.
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
