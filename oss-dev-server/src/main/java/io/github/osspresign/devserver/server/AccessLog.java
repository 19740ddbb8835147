// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.CountingOutputStream;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestHandler;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Writes one line for each request after the response is sent: time, method, target without signatures and tokens,
 * status, body bytes sent, milliseconds and request ID. A hyphen stands for a missing value. After the line of a refused
 * request, another line says why it was refused.
 */
public final class AccessLog implements RequestHandler {

    private static final String NONE = "-";

    private final OssRequestHandler handler;
    private final Consumer<String> lines;

    public AccessLog(OssRequestHandler handler, Consumer<String> lines) {
        this.handler = handler;
        this.lines = lines;
    }

    @Override
    public Response handle(Request request) throws IOException {
        long started = System.nanoTime();
        Outcome outcome;
        try {
            outcome = handler.outcome(request);
        } catch (IOException | RuntimeException e) {
            write(request, NONE, 0, started, NONE);
            throw e;
        }
        Response response = outcome.response();
        String status = Integer.toString(response.status());
        String id = response.headers().first("x-oss-request-id");
        return response.withBody(new CountedBody(response.body(), bytes -> {
            write(request, status, bytes, started, id == null ? NONE : id);
            String refusal = outcome.refusalLine(request);
            if (refusal != null) {
                lines.accept(refusal);
            }
        }));
    }

    private void write(Request request, String status, long bytes, long started, String id) {
        lines.accept(String.join(
                " ",
                IsoTime.format(request.receivedAt()),
                Redactor.printable(request.method()),
                Redactor.target(request.target()),
                status,
                Long.toString(bytes),
                (System.nanoTime() - started) / 1_000_000 + "ms",
                id));
    }

    /** A body that reports how many of its bytes were sent. */
    private static final class CountedBody implements Body {

        private final Body body;
        private final Consumer<Long> end;
        private long sent;
        private boolean closed;

        CountedBody(Body body, Consumer<Long> end) {
            this.body = body;
            this.end = end;
        }

        @Override
        public long length() {
            return body.length();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            CountingOutputStream counting = new CountingOutputStream(out);
            try {
                body.writeTo(counting);
            } finally {
                sent += counting.count();
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                end.accept(sent);
                body.close();
            }
        }
    }
}
