package io.github.osspresign.oss;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entity tag of an object as headers write it (RFC 9110, 8.8.3), and as the rest of the library holds it: without quotes. */
public final class EntityTag {

    private static final Pattern AROUND = Pattern.compile("^(?:W/)?\"|\"$");

    /** Characters of an opaque tag, of which we send back no others. */
    private static final Pattern OPAQUE = Pattern.compile("[!#-~]{1,255}");

    private EntityTag() {}

    /** Returns the tag of a header value, weak or strong, without its quotes; {@code null} for {@code null}. */
    public static @Nullable String withoutQuotes(@Nullable String value) {
        return value == null ? null : AROUND.matcher(value.strip()).replaceAll("");
    }

    /** Returns the tag without quotes; {@code null} where the header value is a weak tag, or none. */
    public static @Nullable String strong(String value) {
        String stripped = value.strip();
        boolean weak = stripped.regionMatches(true, 0, "W/", 0, 2);
        String tag = weak ? null : withoutQuotes(stripped);
        return tag != null && isOpaque(tag) ? tag : null;
    }

    /** Returns whether a tag without quotes is one that may be sent back in a condition. */
    public static boolean isOpaque(String tag) {
        return OPAQUE.matcher(tag).matches();
    }

    /** Returns the tag as {@code If-Match} and {@code If-None-Match} write it. */
    public static String quoted(String tag) {
        return '"' + tag + '"';
    }
}
