// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.InputStream;

/** The body of a request while it arrives, and its framing (RFC 9112 section 6). */
public record RequestBody(Framing framing, InputStream content, long length) {

    /** The body of a request without Content-Length and Transfer-Encoding. */
    public static final RequestBody NONE = new RequestBody(Framing.NONE, InputStream.nullInputStream(), 0);

    /** How the message marks the end of the body. */
    public enum Framing {
        NONE,
        CONTENT_LENGTH,
        CHUNKED
    }
}
