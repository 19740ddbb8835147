// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.transfer.http.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a remote name into a file name that is valid on every operating system. Characters that only Windows forbids
 * are replaced everywhere, since files are copied to other systems and one object should have one name. Characters that
 * only look like slashes or dots (full-width, division slash, ellipsis) are kept: no file system treats them as
 * separators, and Chinese names use them in place of a slash.
 */
public final class FileName {

    /** Name of a file if nothing better is known. */
    public static final String FALLBACK = "download";

    /** Maximum length of a file name in UTF-8 bytes. */
    public static final int LONGEST = 255;

    /** Maximum length of an extension in UTF-8 bytes; a longer one is part of the name. */
    private static final int LONGEST_EXTENSION = 32;

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    /** Spaces and dots at both ends: a leading dot hides a file, and Windows drops trailing ones. */
    private static final Pattern OUTER = Pattern.compile("^[.\\p{Z}]++|(?<![.\\p{Z}])[.\\p{Z}]++\\z");

    private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*]");

    /** Device names of Windows, which are reserved with any extension, too. */
    private static final Pattern DEVICE = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9\u00B9\u00B2\u00B3])(?= *(?:\\.|$))",
            Pattern.CASE_INSENSITIVE);

    /** User-perceived character: a letter with its accents, a family of emoji. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final Pattern CODE_POINT = Pattern.compile("(?s:.)");

    private FileName() {}

    /** Returns the last segment of the name, cleaned; {@link #FALLBACK} if nothing is left of it. */
    public static String clean(@Nullable String remote) {
        String name = remote == null ? "" : remote;
        String end = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String taken = isPlain(end) ? end : replaced(name);
        if (taken.isEmpty()) {
            return FALLBACK;
        }
        Matcher device = DEVICE.matcher(taken);
        String harmless = device.lookingAt() ? device.replaceFirst("$1_") : taken;
        // Only the shortened name shows whether it ends like a part file.
        String fitting = fit(harmless, "");
        return PartFile.hasItsName(fitting) ? fit(fitting + "_", "") : fitting;
    }

    /** Returns whether a name has letters, digits, hyphens and underscores only, and dots inside. Most names need no pattern. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Digits.is(c) || c == '-' || c == '_';
            if (!word && (c != '.' || i == 0 || i == name.length() - 1)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Returns the last segment without invisible and outer characters, and with the reserved ones replaced. */
    private static String replaced(String name) {
        String visible = HeaderText.INVISIBLE.matcher(name).replaceAll("");
        return RESERVED.matcher(trim(lastSegment(visible))).replaceAll("_");
    }

    /** Returns {@code name-3.ext} for {@code name.ext} and 3. */
    public static String numbered(String name, int number) {
        return fit(name, "-" + number);
    }

    static boolean fits(String name, int utf8Bytes) {
        return utf8Length(name) <= utf8Bytes;
    }

    /**
     * Returns as many whole characters of the name as fit into the given number of UTF-8 bytes, without a space or dot
     * at either end.
     */
    static String cut(String name, int utf8Bytes) {
        if (fits(name, utf8Bytes)) {
            return name;
        }
        int end = end(name, CHARACTER, utf8Bytes);
        // A single character can have any number of accents.
        return trim(name.substring(0, end > 0 ? end : end(name, CODE_POINT, utf8Bytes)));
    }

    /** Returns the last segment that is not empty, since a key may end in a slash. */
    private static String lastSegment(String name) {
        String segment = "";
        for (String next : SEPARATOR.split(name, -1)) {
            segment = next.isBlank() ? segment : next;
        }
        return segment;
    }

    private static String trim(String name) {
        return OUTER.matcher(name).replaceAll("");
    }

    /** Inserts the suffix before the extension, and shortens the part before it. */
    private static String fit(String name, String suffix) {
        int dot = name.lastIndexOf('.');
        boolean hasExtension = dot > 0 && utf8Length(name.substring(dot)) <= LONGEST_EXTENSION;
        String stem = hasExtension ? name.substring(0, dot) : name;
        String tail = suffix + (hasExtension ? name.substring(dot) : "");
        return cut(stem, LONGEST - utf8Length(tail)) + tail;
    }

    /** Returns the end of the last unit that fits into the given number of bytes. */
    private static int end(String name, Pattern unit, int utf8Bytes) {
        Matcher matcher = unit.matcher(name);
        int end = 0;
        int bytes = 0;
        while (matcher.find()) {
            bytes += utf8Length(matcher.group());
            if (bytes > utf8Bytes) {
                break;
            }
            end = matcher.end();
        }
        return end;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
