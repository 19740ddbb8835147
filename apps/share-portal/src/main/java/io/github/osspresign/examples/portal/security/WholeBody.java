// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.http.Parameters;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.StandardServletAsyncWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of a request before anything else does, and without a thread that waits for it: a few hundred strangers who
 * send their bodies slowly would keep all threads of the web server. The request then begins again, with its whole body. Files go
 * to the bucket and not through the portal, so bodies are small.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WholeBody extends OncePerRequestFilter {

    private static final String BODY = WholeBody.class.getName();

    /** Attribute of the request of Tomcat, which the wrapped one does not give away. */
    static final String CONNECTION = BODY + ".connection";

    private static final int MAX_BYTES = 64 * 1024;

    private final PortalProperties properties;

    WholeBody(PortalProperties properties) {
        this.properties = properties;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(BODY) instanceof Body body) {
            chain.doFilter(body, response);
        } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            refuse(response, HttpStatus.LENGTH_REQUIRED, "the request must have a Content-Length");
        } else if (request.getContentLengthLong() > MAX_BYTES) {
            refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, "the request must have at most " + MAX_BYTES + " bytes");
        } else if (request.getContentLengthLong() > 0) {
            StandardServletAsyncWebRequest waiting = new StandardServletAsyncWebRequest(request, response);
            waiting.setTimeout(properties.bodyTime().toMillis());
            waiting.addTimeoutHandler(() -> {
                response.setStatus(HttpStatus.REQUEST_TIMEOUT.value());
                request.getAsyncContext().complete();
            });
            waiting.startAsync();
            request.getInputStream().setReadListener(new Body(request));
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Writes the response to a request that nothing else handles: an error page would read the body. */
    static void refuse(HttpServletResponse response, HttpStatus status, String problem) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write("{\"error\":\"" + problem + "\",\"field\":\"\"}");
    }

    /** Collects the body. When it has arrived, this is the request again: for all that follows it is one like any other. */
    private static final class Body extends HttpServletRequestWrapper implements ReadListener {

        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();

        Body(HttpServletRequest request) {
            super(request);
        }

        @Override
        public void onDataAvailable() throws IOException {
            ServletInputStream input = getRequest().getInputStream();
            byte[] bytes = new byte[4096];
            int length;
            while (input.isReady() && (length = input.read(bytes)) >= 0) {
                arrived.write(bytes, 0, length);
            }
        }

        @Override
        public void onAllDataRead() {
            setAttribute(BODY, this);
            String type = getContentType();
            if (type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
                // Tomcat takes parameters from a body only while it reads the body itself. Those of the query come
                // first.
                getParameterValues("");
                Parameters parameters =
                        ((Request) getAttribute(CONNECTION)).getCoyoteRequest().getParameters();
                parameters.setCharset(UTF_8);
                parameters.processParameters(arrived.toByteArray(), 0, arrived.size());
            }
            getAsyncContext().dispatch();
        }

        @Override
        public void onError(Throwable e) {
            getAsyncContext().complete();
        }

        @Override
        public DispatcherType getDispatcherType() {
            return DispatcherType.REQUEST;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(arrived.toByteArray());
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return bytes.read(into, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("the body was read before");
                }
            };
        }
    }
}
