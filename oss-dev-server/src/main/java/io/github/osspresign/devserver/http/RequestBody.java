package io.github.osspresign.devserver.http;

import java.io.InputStream;

/** The body of a request as it arrives, and how the client framed it (RFC 9112 section 6). */
public record RequestBody(Framing framing, InputStream content, long length) {

    /** A request without Content-Length and without Transfer-Encoding. */
    public static final RequestBody NONE = new RequestBody(Framing.NONE, InputStream.nullInputStream(), 0);

    /** How the end of the body is told. */
    public enum Framing {
        NONE,
        CONTENT_LENGTH,
        CHUNKED
    }
}
