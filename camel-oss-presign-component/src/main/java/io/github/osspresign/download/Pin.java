package io.github.osspresign.download;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.ObjectChangedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of an object from another, so that bytes of different answers belong together.
 *
 * @param size length of the object in bytes
 * @param etag strong entity tag without quotes
 */
record Pin(long size, String etag) {

    /** What an entity tag is made of (RFC 9110, 8.8.3), of which we send back no other. */
    private static final Pattern ETAG = Pattern.compile("[!#-~]{1,255}");

    /** {@code null} where the answer does not say enough to ask for the same bytes again. */
    static @Nullable Pin of(Answer answer, ObjectHeaders object) {
        String tag = answer.header("ETag");
        boolean strong = tag != null && !tag.strip().startsWith("W/");
        String etag = object.etag();
        return strong && etag != null && isTag(etag) && object.length() > 0 ? new Pin(object.length(), etag) : null;
    }

    static boolean isTag(String etag) {
        return ETAG.matcher(etag).matches();
    }

    /** The value of an {@code If-Match} header. */
    String ifMatch() {
        return "\"" + etag + "\"";
    }

    void requireSame(ObjectHeaders object, Failures failures, FailureContext context) throws ObjectChangedException {
        if (object.etag() != null && !etag.equals(object.etag())) {
            throw new ObjectChangedException(
                    "entity tag", failures.clean(etag), failures.clean(object.etag()), context);
        }
        if (object.length() != size) {
            throw new ObjectChangedException("size", Long.toString(size), Long.toString(object.length()), context);
        }
    }
}
