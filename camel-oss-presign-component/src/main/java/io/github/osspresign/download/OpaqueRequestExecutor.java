package io.github.osspresign.download;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Puts a request on the wire exactly as it stands in the context. The client above sees a stand-in only, so nothing
 * there can normalise the link, add a header to it or log it.
 */
final class OpaqueRequestExecutor extends HttpRequestExecutor {

    private static final String REQUEST = OpaqueRequestExecutor.class.getName();

    /** Names the request that goes out in the place of the stand-in. */
    static void send(ClassicHttpRequest request, HttpContext context) {
        context.setAttribute(REQUEST, request);
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest standIn,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        ClassicHttpRequest request = (ClassicHttpRequest) context.getAttribute(REQUEST);
        return super.execute(request, connection, informationCallback, context);
    }
}
