package io.github.osspresign.oss;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converter of entity tags from header values (RFC 9110, 8.8.3) to the form without quotes, and back. */
public final class EntityTag {

    private static final Pattern PREFIX_AND_QUOTES = Pattern.compile("^(?:W/)?\"|\"$");

    /** Tags that may be sent in a condition: the characters that RFC 9110 allows, limited in length. */
    private static final Pattern OPAQUE = Pattern.compile("[!#-~]{1,255}");

    private EntityTag() {}

    /** Returns the tag of a header value, weak or strong, without quotes; {@code null} for {@code null}. */
    public static @Nullable String withoutQuotes(@Nullable String value) {
        return value == null ? null : PREFIX_AND_QUOTES.matcher(value.strip()).replaceAll("");
    }

    /** Returns the tag of a header value without quotes; {@code null} if it is a weak tag or not a valid tag. */
    public static @Nullable String strong(String value) {
        String stripped = value.strip();
        boolean weak = stripped.regionMatches(true, 0, "W/", 0, 2);
        String tag = weak ? null : withoutQuotes(stripped);
        return tag != null && isOpaque(tag) ? tag : null;
    }

    /** Returns whether a tag without quotes may be sent in a condition. */
    public static boolean isOpaque(String tag) {
        return OPAQUE.matcher(tag).matches();
    }

    /** Returns a tag with quotes, for {@code If-Match} and {@code If-None-Match}. */
    public static String quoted(String tag) {
        return '"' + tag + '"';
    }
}
