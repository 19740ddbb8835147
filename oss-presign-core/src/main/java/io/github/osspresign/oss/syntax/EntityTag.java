// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import org.jspecify.annotations.Nullable;

/** Converter of entity tags from header values (RFC 9110, 8.8.3) to the form without quotes, and back. */
public final class EntityTag {

    /** Maximum length of a tag that may be sent in a condition. */
    private static final int MAX_LENGTH = 255;

    private EntityTag() {}

    /** Returns the tag of a header value, weak or strong, without quotes; {@code null} for {@code null}. */
    public static @Nullable String withoutQuotes(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String tag = value.strip();
        int start = 0;
        if (tag.startsWith("\"")) {
            start = 1;
        } else if (tag.startsWith("W/\"")) {
            start = 3;
        }
        int end = tag.length() > start && tag.endsWith("\"") ? tag.length() - 1 : tag.length();
        return tag.substring(start, end);
    }

    /** Returns the tag of a header value without quotes; {@code null} if it is a weak tag or not a valid tag. */
    public static @Nullable String strong(String value) {
        String stripped = value.strip();
        boolean weak = stripped.regionMatches(true, 0, "W/", 0, 2);
        String tag = weak ? null : withoutQuotes(stripped);
        return tag != null && isOpaque(tag) ? tag : null;
    }

    /** Returns whether a tag without quotes may be sent in a condition: it has only characters that RFC 9110 allows. */
    public static boolean isOpaque(String tag) {
        return !tag.isEmpty()
                && tag.length() <= MAX_LENGTH
                && HeaderField.isPrintable(tag)
                && tag.indexOf(' ') < 0
                && tag.indexOf('"') < 0;
    }

    /** Returns a tag with quotes, for {@code If-Match} and {@code If-None-Match}. */
    public static String quoted(String tag) {
        return '"' + tag + '"';
    }
}
