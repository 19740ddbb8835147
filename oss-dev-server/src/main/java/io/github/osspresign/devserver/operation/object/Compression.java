package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.GzipBody;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.MediaTypes;
import io.github.osspresign.devserver.request.OssRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which OSS compresses a whole object on its way out. What describes the content, Content-MD5 and CRC-64,
 * is still that of the object; a range, a HEAD answer and a small object are never compressed.
 */
final class Compression {

    private static final int SMALLEST_BYTES = 1024;

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

    /** Returns the answer, compressed if the client can read it and the object is of a kind that gets smaller. */
    static Response apply(OssRequest request, Response whole) {
        if (!accepts(request.header("Accept-Encoding"))
                || whole.body().length() < SMALLEST_BYTES
                || whole.headers().contains("Content-Encoding")
                || !MEDIA_TYPES.contains(MediaTypes.of(whole.headers()))) {
            return whole;
        }
        Headers headers = whole.headers()
                .without("Accept-Ranges")
                .without("ETag")
                .with("Content-Encoding", "gzip")
                .plus("Vary", "Accept-Encoding");
        Body body = new GzipBody(whole.body());
        return new Response(whole.status(), headers, body);
    }

    /** Says whether the list names gzip, and not with the quality 0, which means "anything but this". */
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
