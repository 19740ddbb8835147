// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.request.OssRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a whole object in a GetObject response, by the rule of OSS. Content-MD5 and CRC-64 are still those of the
 * object. Ranges and small objects are never compressed.
 */
final class Compression {

    private static final int SMALLEST_BYTES = 1024;
    private static final int BUFFER_BYTES = 8 * 1024;

    private static final Set<String> MEDIA_TYPES = Set.of(
            "application/javascript",
            "application/json",
            "application/rss+xml",
            "application/x-javascript",
            "text/cache-manifest",
            "text/css",
            "text/html",
            "text/json",
            "text/plain",
            "text/xml");

    private Compression() {}

    /** Returns the response, compressed if the client accepts it and the media type is compressible. */
    static Response apply(OssRequest request, Response whole) {
        if (!applies(request, whole)) {
            return whole;
        }
        Headers headers = announced(whole.headers().without("Accept-Ranges").without("ETag"));
        Body body = whole.body().sent(Body.UNKNOWN_LENGTH, Compression::sendCompressed);
        return new Response(whole.status(), headers, body);
    }

    /** Finishes the compressed data but leaves the stream open, as every body does. */
    private static void sendCompressed(Body whole, OutputStream out) throws IOException {
        GZIPOutputStream compressing = new GZIPOutputStream(out, BUFFER_BYTES);
        whole.writeTo(compressing);
        compressing.finish();
    }

    /** Returns the response to HEAD, which announces the compression, and then no length. */
    static Response announce(OssRequest request, Response head) {
        return applies(request, head)
                ? new Response(head.status(), announced(head.headers()), Body.announced(Body.UNKNOWN_LENGTH))
                : head;
    }

    private static Headers announced(Headers headers) {
        return headers.with("Content-Encoding", "gzip").plus("Vary", "Accept-Encoding");
    }

    private static boolean applies(OssRequest request, Response whole) {
        return accepts(request.header("Accept-Encoding"))
                && whole.body().length() >= SMALLEST_BYTES
                && !whole.headers().contains("Content-Encoding")
                && MEDIA_TYPES.contains(MediaTypes.of(whole.headers()));
    }

    /** Returns whether the list contains gzip with a quality other than 0. */
    private static boolean accepts(@Nullable String acceptEncoding) {
        for (String member : (acceptEncoding == null ? "" : acceptEncoding).split(",", -1)) {
            String[] parts =
                    member.toLowerCase(Locale.ROOT).replaceAll("\\s", "").split(";", 2);
            if (parts[0].equals("gzip")) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
