package io.github.osspresign.devserver;

import io.github.osspresign.devserver.error.OssError;
import io.github.osspresign.devserver.wire.Request;
import io.github.osspresign.devserver.wire.RequestHandler;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Map;

/**
 * Something that goes wrong on purpose. Faults strike requests whose signature is right; inject them with
 * {@link OssDevServer#inject(Fault)} and its variants.
 */
public sealed interface Fault {

    /** Answers the request in place of the server, which stands behind {@code real}; the server calls this. */
    Response strike(Request request, RequestHandler real) throws IOException;

    /** Announces the whole body, sends this many bytes of it and closes the connection. */
    record CutBodyAfter(long bytes) implements Fault {

        public CutBodyAfter {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes: expected 0 or more but was " + bytes);
            }
        }

        @Override
        public Response strike(Request request, RequestHandler real) throws IOException {
            Response response = real.answer(request);
            return response.withBody(new CutBody(response.body(), bytes));
        }
    }

    /** Answers an error of the OSS API without doing anything, with further headers such as {@code Retry-After}. */
    record StatusError(int status, String code, String message, Map<String, String> headers) implements Fault {

        public StatusError {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status: expected 400 to 599 but was " + status);
            }
            headers = Map.copyOf(headers);
        }

        public StatusError(int status, String code, String message) {
            this(status, code, message, Map.of());
        }

        @Override
        public Response strike(Request request, RequestHandler real) {
            OssError error = OssError.of(status, code, message);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                error = error.withHeader(header.getKey(), header.getValue());
            }
            throw error.toException();
        }
    }

    /** Sends an {@code x-oss-hash-crc64ecma} that does not belong to the object. */
    record WrongCrc64() implements Fault {

        private static final String CRC64 = "x-oss-hash-crc64ecma";

        @Override
        public Response strike(Request request, RequestHandler real) throws IOException {
            Response response = real.answer(request);
            String crc64 = response.headers().first(CRC64);
            return crc64 == null
                    ? response
                    : response.withHeader(CRC64, Long.toUnsignedString(~Long.parseUnsignedLong(crc64)));
        }
    }

    /** Sends no {@code x-oss-hash-crc64ecma}, as OSS does for some old objects. */
    record NoCrc64() implements Fault {

        @Override
        public Response strike(Request request, RequestHandler real) throws IOException {
            Response response = real.answer(request);
            return response.withHeaders(response.headers().without(WrongCrc64.CRC64));
        }
    }

    /** Flips one bit of the byte at this offset in the body that is sent. */
    record FlippedByte(long offset) implements Fault {

        public FlippedByte {
            if (offset < 0) {
                throw new IllegalArgumentException("offset: expected 0 or more but was " + offset);
            }
        }

        @Override
        public Response strike(Request request, RequestHandler real) throws IOException {
            Response response = real.answer(request);
            return response.withBody(new FlippedByteBody(response.body(), offset));
        }
    }

    /** Answers 200 with the whole object as if the request had no Range. */
    record IgnoredRange() implements Fault {

        @Override
        public Response strike(Request request, RequestHandler real) throws IOException {
            return real.answer(request.withHeaders(request.headers().without("Range")));
        }
    }

    /** Answers 302 with this Location, as a captive portal or a misconfigured proxy does. */
    record Redirect(String location) implements Fault {

        @Override
        public Response strike(Request request, RequestHandler real) {
            return Response.of(302).withHeader("Location", location);
        }
    }
}
