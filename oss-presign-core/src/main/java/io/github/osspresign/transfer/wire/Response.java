// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.OssError;
import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Response of the service. If its body is read to the end, the connection is reused; closed earlier, the connection is
 * dropped.
 */
public final class Response implements Closeable {

    private static final int MAX_DIGITS = 18;

    private final ClassicHttpResponse response;
    private final StepTimeout timeout;
    private final Runnable reuse;

    /**
     * Wraps a response.
     *
     * @param timeout timeout of the request; closed at the end of the body or with this response
     * @param reuse keeps the connection for further requests, once the response is complete
     */
    Response(ClassicHttpResponse response, StepTimeout timeout, Runnable reuse) {
        this.response = response;
        this.timeout = timeout;
        this.reuse = reuse;
        if (contentLength() == 0) {
            complete();
        }
    }

    private void complete() {
        if (timeout.release()) {
            reuse.run();
        }
        timeout.close();
    }

    public int status() {
        return response.getCode();
    }

    /** Returns the first header of the given name, {@code null} if there is none. */
    public @Nullable String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Returns the values of all headers of the given name. */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (Header header : response.getHeaders(name)) {
            if (header.getValue() != null) {
                values.add(header.getValue());
            }
        }
        return values;
    }

    /** Passes on each header that has a value. */
    public void eachHeader(BiConsumer<String, String> reader) {
        for (Header header : response.getHeaders()) {
            if (header.getValue() != null) {
                reader.accept(header.getName(), header.getValue());
            }
        }
    }

    /** Returns a factory for failures after this response, for example because of its headers or in its body. */
    public ExceptionFactory failures(ExceptionFactory beforeResponse) {
        return beforeResponse.after(status(), new OssError(null, null, null, header("x-oss-request-id"), null));
    }

    /** Returns the length of the body in bytes, -1 if not announced. */
    public long contentLength() {
        HttpEntity entity = response.getEntity();
        return entity == null ? 0 : entity.getContentLength();
    }

    /** Returns the length in bytes that the header states, -1 if there is none: a response to HEAD has no body. */
    public long announcedLength() {
        String length = header("Content-Length");
        return length != null && Digits.areAll(length, MAX_DIGITS) ? Long.parseLong(length) : -1;
    }

    /** Returns whether only the end of the connection marks the end of the body. */
    public boolean endsWithConnection() {
        HttpEntity entity = response.getEntity();
        return entity != null && entity.getContentLength() < 0 && !entity.isChunked();
    }

    /**
     * Returns the body as transferred. It must not be closed, since that would read a body of any length to its end.
     */
    public ResponseBody body() throws IOException {
        HttpEntity entity = response.getEntity();
        InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return new ResponseBody(body, timeout, this::complete);
    }

    /** Returns the beginning of the body, as far as it arrives within one stall timeout. */
    public Beginning bodyUpTo(int limit) {
        return bodyUpTo(limit, 1);
    }

    /**
     * Returns the beginning of the body, as far as it arrives without a break of one stall timeout.
     *
     * @param stallTimeouts number of stall timeouts that all bytes together may take
     */
    public Beginning bodyUpTo(int limit, int stallTimeouts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            InputStream body = body();
            timeout.limitSteps(stallTimeouts);
            byte[] buffer = new byte[8 * 1024];
            int read = 0;
            while (read >= 0 && bytes.size() < limit) {
                bytes.write(buffer, 0, read);
                read = body.read(buffer, 0, Math.min(buffer.length, limit - bytes.size()));
            }
            IOException cut = read < 0 && endsWithConnection()
                    ? new EOFException("connection ended, which alone marks the end of the body")
                    : null;
            return new Beginning(bytes.toString(UTF_8), cut);
        } catch (IOException e) {
            return new Beginning(bytes.toString(UTF_8), e);
        }
    }

    /**
     * Beginning of a body, decoded as UTF-8.
     *
     * @param cut failure that ended the body early; {@code null} if its end or the limit was reached
     */
    public record Beginning(String text, @Nullable IOException cut) {

        /**
         * Returns the text of a body that has arrived as a whole.
         *
         * @throws IOException the failure that ended it early
         */
        public String whole() throws IOException {
            if (cut != null) {
                throw cut;
            }
            return text;
        }
    }

    @Override
    public void close() {
        timeout.close();
    }
}
