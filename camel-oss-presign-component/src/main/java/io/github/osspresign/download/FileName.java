package io.github.osspresign.download;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that came from outside, made fit to be the name of one file. Characters that only Windows reserves stay as they
 * are: names are kept as near to the sender's as the file system at hand takes them.
 */
final class FileName {

    /** What a file is called of which nothing better is known. */
    static final String FALLBACK = "download";

    /** In UTF-8 bytes. File systems take 255; the rest is for what stands behind a name while the file is made. */
    private static final int LONGEST = 240;

    /** A longer tail is no extension but a name with a dot in it. */
    private static final int LONGEST_EXTENSION = 32;

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    /** Besides control characters those that turn the direction of writing: "exe.txt" could be shown for "txt.exe". */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]");

    private FileName() {}

    /** The last segment of the name, cleaned; {@link #FALLBACK} where nothing is left of it. */
    static String clean(@Nullable String remote) {
        String name = remote == null ? "" : INVISIBLE.matcher(remote).replaceAll("");
        String trimmed = trim(lastSegment(name));
        if (trimmed.isEmpty()) {
            return FALLBACK;
        }
        return fit(PartFile.hasItsName(trimmed) ? trimmed + "_" : trimmed, "");
    }

    /** {@code name-3.ext} for {@code name.ext} and 3. */
    static String numbered(String name, int number) {
        return fit(name, "-" + number);
    }

    /** The last one that is not empty: a key may end in a slash. */
    private static String lastSegment(String name) {
        String segment = "";
        for (String next : SEPARATOR.split(name, -1)) {
            segment = next.isBlank() ? segment : next;
        }
        return segment;
    }

    /** Without blanks and dots at both ends: a leading dot hides a file, trailing ones are lost on Windows. */
    private static String trim(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && isOuter(name.charAt(start))) {
            start++;
        }
        while (end > start && isOuter(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(start, end);
    }

    private static boolean isOuter(char c) {
        return c == '.' || Character.isSpaceChar(c);
    }

    /** Puts the suffix before the extension and cuts what stands before both. */
    private static String fit(String name, String suffix) {
        int dot = name.lastIndexOf('.');
        boolean hasExtension = dot > 0 && utf8Length(name.substring(dot)) <= LONGEST_EXTENSION;
        String stem = hasExtension ? name.substring(0, dot) : name;
        String tail = suffix + (hasExtension ? name.substring(dot) : "");
        return cut(stem, LONGEST - utf8Length(tail)) + tail;
    }

    private static String cut(String text, int utf8Bytes) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            bytes += utf8Length(text.substring(end, next));
            if (bytes > utf8Bytes) {
                return trim(text.substring(0, end));
            }
            end = next;
        }
        return text;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
