// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.ConnectionResetException;
import io.github.osspresign.devserver.http.ObservedInputStream;
import io.github.osspresign.devserver.http.RateLimiter;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestBody;
import io.github.osspresign.devserver.http.RequestHandler;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.http.Ticker;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;

/** A fault that a test injects on purpose, with {@code OssDevServer.inject} or with a {@link FaultRule}. */
public sealed interface Fault {

    /** A fault that applies to requests with a valid signature. */
    sealed interface OnRequest extends Fault {

        /**
         * Handles the request instead of the server. The server calls this.
         *
         * @param real handles the request as without a fault
         */
        Response apply(Request request, RequestHandler real) throws IOException;
    }

    /** A fault that applies to new connections, before a request is read. Existing connections stay open. */
    sealed interface OnConnection extends Fault {}

    /**
     * Announces the whole body, sends the given number of bytes and closes the connection. A compressed response
     * announces no length; its compressed form ends early.
     */
    record CutBodyAfter(long bytes) implements OnRequest {

        public CutBodyAfter {
            requirePositiveOrZero("bytes", bytes);
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            return response.withBody(
                    response.body().sent((whole, out) -> LimitedOutputStream.sendStart(whole, out, bytes)));
        }
    }

    /**
     * Returns an error of the OSS API without running the operation, with further headers such as {@code Retry-After}. The
     * status may be 200, as that of a completion that fails after its response has begun.
     */
    record StatusError(int status, String code, String message, Map<String, String> headers) implements OnRequest {

        public StatusError {
            if (status != 200) {
                requireErrorStatus(status);
            }
            headers = Map.copyOf(headers);
        }

        public StatusError(int status, String code, String message) {
            this(status, code, message, Map.of());
        }

        @Override
        public Response apply(Request request, RequestHandler real) {
            OssException error = new OssException(status, code, message);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                error = error.withHeader(header.getKey(), header.getValue());
            }
            throw error;
        }
    }

    /** Sends an {@code x-oss-hash-crc64ecma} that does not match the object. */
    record WrongCrc64() implements OnRequest {

        private static final String CRC64 = "x-oss-hash-crc64ecma";

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            String crc64 = response.headers().first(CRC64);
            return crc64 == null
                    ? response
                    : response.withHeader(CRC64, Long.toUnsignedString(~Long.parseUnsignedLong(crc64)));
        }
    }

    /** Sends no {@code x-oss-hash-crc64ecma}, as OSS does for some old objects. */
    record NoCrc64() implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            return response.withHeaders(response.headers().without(WrongCrc64.CRC64));
        }
    }

    /** Flips one bit of the byte at this offset of the body. */
    record FlippedByte(long offset) implements OnRequest {

        public FlippedByte {
            requirePositiveOrZero("offset", offset);
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            return response.withBody(
                    response.body().sent((whole, out) -> whole.writeTo(new FlippingOutputStream(out, offset))));
        }
    }

    /** Returns 200 with the whole object, as if the request had no Range. */
    record IgnoredRange() implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            return real.handle(request.withHeaders(request.headers().without("Range")));
        }
    }

    /** Returns 302 with this Location, as a captive portal or a misconfigured proxy does. */
    record Redirect(String location) implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) {
            return Response.of(302).withHeader("Location", location);
        }
    }

    /** Sends the given number of bytes of the body, nothing for the pause, and then the rest. */
    record StallAfter(long bytes, Duration pause) implements OnRequest {

        public StallAfter {
            requirePositiveOrZero("bytes", bytes);
            requirePositiveOrZero("pause in milliseconds", pause.toMillis());
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            return response.withBody(
                    response.body().sent((whole, out) -> whole.writeTo(new StallingOutputStream(out, bytes, pause))));
        }
    }

    /** Sends the body at this speed, in small pieces. */
    record SlowDrip(int bytesPerSecond) implements OnRequest {

        public SlowDrip {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("bytesPerSecond: must be 1 or more, was " + bytesPerSecond);
            }
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            return response.withBody(new RateLimiter(bytesPerSecond).limit(response.body()));
        }
    }

    /** Sends this {@code Content-Range} with a 206 response, whatever bytes follow. */
    record WrongContentRange(String contentRange) implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            return response.status() == 206 ? response.withHeader("Content-Range", contentRange) : response;
        }
    }

    /**
     * Announces a body that is longer by this number of bytes, or shorter if the number is negative. The server sends
     * no more bytes than the body has and than it has announced, and closes the connection.
     */
    record LyingLength(long surplus) implements OnRequest {

        public LyingLength {
            if (surplus == 0) {
                throw new IllegalArgumentException("surplus: must be a number other than 0, was 0");
            }
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            long length = response.body().length();
            // HttpCore drops bytes beyond the announced length, and the listener closes the connection after a wrong
            // length.
            return length == Body.UNKNOWN_LENGTH
                    ? response
                    : response.withBody(response.body().sent(Math.max(0, length + surplus), Body::writeTo));
        }
    }

    /** Sends a further header with this name and value. */
    record DuplicateHeader(String name, String value) implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            return response.withHeaders(response.headers().plus(name, value));
        }
    }

    /**
     * Responds as if the object had been replaced by one of the same length: with this ETag, and with 412 to an
     * If-Match.
     */
    record ChangedObject(String etag) implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            String expected = request.header("If-Match");
            if (expected != null && !expected.equals(etag)) {
                throw OssErrorCode.PRECONDITION_FAILED.error().with("Condition", "If-Match");
            }
            Response response =
                    real.handle(request.withHeaders(request.headers().without("If-Match")));
            return response.headers().contains("ETag") ? response.withHeader("ETag", etag) : response;
        }
    }

    /** Returns 403 "Request has expired." before the link expires. */
    record ExpiredEarly() implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) {
            String now = IsoTime.format(request.receivedAt());
            boolean v4 = request.target().contains("x-oss-signature-version=");
            throw OssErrorCode.ACCESS_DENIED
                    .error("Request has expired.")
                    .ec(v4 ? "0002-00000236" : "0002-00000069")
                    .with("Expires", now)
                    .with("ServerTime", now);
        }
    }

    /** Resets the connection instead of sending a response. The operation does not run. */
    record ConnectionReset() implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            throw new ConnectionResetException();
        }
    }

    /**
     * Reads the given number of bytes of the request body and resets the connection, or all bytes if it has fewer. The
     * operation does not run.
     */
    record CutUploadAfter(long bytes) implements OnRequest {

        public CutUploadAfter {
            requirePositiveOrZero("bytes", bytes);
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            try {
                request.body().content().skipNBytes(bytes);
            } catch (EOFException shorter) {
                // All bytes are read.
            }
            throw new ConnectionResetException();
        }
    }

    /**
     * Flips one bit of the byte at this offset of the request body, or of the file of a form. The server stores the changed
     * content and returns its checksums.
     */
    record FlippedUploadByte(long offset) implements OnRequest {

        public FlippedUploadByte {
            requirePositiveOrZero("offset", offset);
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            RequestBody sent = request.body();
            InputStream flipping = new ObservedInputStream(sent.content(), (block, position) -> {
                if (offset >= position && offset < position + block.remaining()) {
                    int at = (int) (offset - position);
                    block.put(at, (byte) (block.get(at) ^ 1));
                }
            });
            return real.handle(request.withBody(new RequestBody(sent.framing(), flipping, sent.length())));
        }
    }

    /** Runs the operation and resets the connection instead of sending the response. */
    record LostResponse() implements OnRequest {

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            try {
                real.handle(request).body().close();
            } catch (OssException refused) {
                // The response with the error is lost too.
            }
            throw new ConnectionResetException();
        }
    }

    /**
     * Runs the operation and then returns an error of the OSS API, as a gateway does that has waited too long for the
     * response.
     */
    record LateStatusError(int status, String code, String message) implements OnRequest {

        public LateStatusError {
            requireErrorStatus(status);
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            real.handle(request).body().close();
            throw new OssException(status, code, message);
        }
    }

    /** Runs the operation and sends the response after the pause. */
    record DelayedResponse(Duration pause) implements OnRequest {

        public DelayedResponse {
            requirePositiveOrZero("pause in milliseconds", pause.toMillis());
        }

        @Override
        public Response apply(Request request, RequestHandler real) throws IOException {
            Response response = real.handle(request);
            Ticker.SYSTEM.sleep(pause);
            return response;
        }
    }

    /** Fails the TLS handshake of new connections with the alert {@code handshake_failure}. Needs a server with TLS. */
    record TlsFailure() implements OnConnection {}

    /**
     * Refuses new connections at once, and listens again on the same port after the pause. It applies to no single
     * connection, so it cannot be counted and is not among the remaining faults.
     */
    record ConnectionRefused(Duration pause) implements OnConnection {

        public ConnectionRefused {
            requirePositiveOrZero("pause in milliseconds", pause.toMillis());
        }
    }

    private static void requireErrorStatus(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: must be 400 to 599, was " + status);
        }
    }

    private static void requirePositiveOrZero(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": must be 0 or more, was " + value);
        }
    }
}
