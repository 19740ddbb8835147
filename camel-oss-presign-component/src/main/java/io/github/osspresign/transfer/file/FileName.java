package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.http.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that came from outside, made fit to be the name of one file on any system. What only Windows cannot take is
 * replaced everywhere: files travel on, and one object is to have one name wherever the download runs. Characters that
 * only look like slashes or dots (full-width, division slash, ellipsis) stay: no file system takes them for those, and
 * Chinese names use them where a slash cannot be had.
 */
public final class FileName {

    /** What a file is called of which nothing better is known. */
    public static final String FALLBACK = "download";

    /** In UTF-8 bytes, the most that file systems take. */
    public static final int LONGEST = 255;

    /** A longer tail is no extension but a name with a dot in it. */
    private static final int LONGEST_EXTENSION = 32;

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*]");

    /** Names of devices, which they are with any extension too. */
    private static final Pattern DEVICE = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9\u00B9\u00B2\u00B3])(?= *(?:\\.|$))",
            Pattern.CASE_INSENSITIVE);

    /** What a reader takes for one character: a letter with its accents, a family of emoji. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final Pattern CODE_POINT = Pattern.compile("(?s:.)");

    private FileName() {}

    /** The last segment of the name, cleaned; {@link #FALLBACK} where nothing is left of it. */
    public static String clean(@Nullable String remote) {
        String name = remote == null ? "" : HeaderText.INVISIBLE.matcher(remote).replaceAll("");
        String trimmed = trim(lastSegment(name));
        if (trimmed.isEmpty()) {
            return FALLBACK;
        }
        String taken = RESERVED.matcher(trimmed).replaceAll("_");
        Matcher device = DEVICE.matcher(taken);
        String harmless = device.lookingAt() ? device.replaceFirst("$1_") : taken;
        // What is left of a long name could end like a part file only now.
        String fitting = fit(harmless, "");
        return PartFile.hasItsName(fitting) ? fit(fitting + "_", "") : fitting;
    }

    /** {@code name-3.ext} for {@code name.ext} and 3. */
    public static String numbered(String name, int number) {
        return fit(name, "-" + number);
    }

    static boolean fits(String name, int utf8Bytes) {
        return utf8Length(name) <= utf8Bytes;
    }

    /** As much of the name as those UTF-8 bytes hold, whole characters and no blank or dot at either end. */
    static String cut(String name, int utf8Bytes) {
        if (fits(name, utf8Bytes)) {
            return name;
        }
        int end = end(name, CHARACTER, utf8Bytes);
        // One character can have accents without end.
        return trim(name.substring(0, end > 0 ? end : end(name, CODE_POINT, utf8Bytes)));
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

    /** Where the last of the units ends that those bytes hold. */
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
