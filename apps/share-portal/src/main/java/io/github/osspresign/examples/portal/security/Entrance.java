// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.tomcat.util.http.Parameters;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.StandardServletAsyncWebRequest;

/**
 * Valve that each request passes first. It protects the responses that Tomcat sends itself, for example to an encoded slash, and
 * admits a request only while the portal is ready, because no route runs while it starts or ends, and only with its whole body.
 *
 * <p>A body is read without a thread that waits for it: a few hundred strangers who send their bodies slowly would keep all
 * threads of the web server. The request then begins again. Files go to the bucket and not through the portal, so bodies are
 * small.
 */
@Component
final class Entrance extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int MAX_BYTES = 64 * 1024;

    /** Names of as many files as a share may have, in UTF-8. */
    private static final int MAX_BYTES_OF_FILES = 512 * 1024;

    private static final int SEND_BUFFER = 1024 * 1024;

    private final ApplicationAvailability availability;
    private final TrustedProxies proxies;
    private final PortalProperties properties;

    Entrance(ApplicationAvailability availability, TrustedProxies proxies, PortalProperties properties) {
        super(true);
        this.availability = availability;
        this.proxies = proxies;
        this.properties = properties;
    }

    /** Whether recipients use HTTPS is configured, so no header can make a cookie a plain one. */
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            connector.setSecure(properties.isSecure());
            // The system takes a page at once and sends it as slowly as a stranger reads, so that no thread waits for
            // him.
            connector.setProperty("socket.txBufSize", String.valueOf(SEND_BUFFER));
        });
        factory.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // SecurityRules refines the policy.
        response.setHeader("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        proxies.findClient(request);
        if (request.isAsyncDispatching() || response.isErrorReportRequired()) {
            getNext().invoke(request, response);
        } else if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "the portal is starting or ending; try again");
        } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            refuse(response, HttpStatus.LENGTH_REQUIRED, "the request must have a Content-Length");
        } else if (request.getContentLengthLong() > maxBytes(request)) {
            refuse(
                    response,
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "the request must have at most " + maxBytes(request) + " bytes");
        } else if (request.getContentLengthLong() > 0) {
            Body body = new Body(request);
            StandardServletAsyncWebRequest waiting = new StandardServletAsyncWebRequest(body, response.getResponse());
            waiting.setTimeout(properties.bodyTime().toMillis());
            waiting.addTimeoutHandler(() -> {
                response.setStatus(HttpStatus.REQUEST_TIMEOUT.value());
                request.getAsyncContext().complete();
            });
            // Tomcat does so behind this valve.
            response.sendAcknowledgement(ContinueResponseTiming.IMMEDIATELY);
            waiting.startAsync();
            request.getInputStream().setReadListener(body);
        } else {
            getNext().invoke(request, response);
        }
        if (!request.isAsync() && !request.isFinished()) {
            // Tomcat would wait for the rest of the body of a request that is refused.
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static int maxBytes(Request request) {
        return request.getRequestURI().equals("/api/shares") ? MAX_BYTES_OF_FILES : MAX_BYTES;
    }

    /** Writes the response: an error page would need the routes, or read the body. */
    private static void refuse(Response response, HttpStatus status, String problem) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write("{\"error\":\"" + problem + "\",\"field\":\"\"}");
    }

    /** Request that collects its body, and begins again when the body has arrived. */
    private static final class Body extends HttpServletRequestWrapper implements ReadListener {

        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        private final Request received;

        Body(Request received) {
            super(received.getRequest());
            this.received = received;
        }

        @Override
        public void onDataAvailable() throws IOException {
            ServletInputStream input = received.getInputStream();
            byte[] bytes = new byte[4096];
            int length;
            while (input.isReady() && (length = input.read(bytes)) >= 0) {
                arrived.write(bytes, 0, length);
            }
        }

        @Override
        public void onAllDataRead() {
            String type = getContentType();
            if (type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
                // Tomcat takes parameters from a body only while it reads the body itself. Those of the query come
                // first.
                getParameterValues("");
                Parameters parameters = received.getCoyoteRequest().getParameters();
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
