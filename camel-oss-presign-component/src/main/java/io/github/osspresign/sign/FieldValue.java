package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Values of headers, and of parameters that the service makes headers of its response from: one with a line break would
 * begin another header, or the body (RFC 9110, 5.5).
 */
final class FieldValue {

    /** Names whose values are no secrets. */
    private static final Pattern DESCRIBING =
            Pattern.compile("(?:response-)?(?:content-.*|cache-control|expires)", Pattern.CASE_INSENSITIVE);

    private FieldValue() {}

    /**
     * Refuses control characters other than a tab, and what UTF-8 cannot hold.
     *
     * @param kind what has the name, for the message
     * @throws IllegalArgumentException if there is one; the message shows the value where it is no secret
     */
    static void require(String kind, String name, String value) {
        if (isPrintableAscii(value)) {
            return;
        }
        String what = kind + " " + Quoted.of(name);
        Utf8.length(what, value);
        OptionalInt control = value.chars()
                .filter(c -> Character.isISOControl(c) && c != '\t')
                .findFirst();
        if (control.isPresent()) {
            String actual = DESCRIBING.matcher(name).matches()
                    ? Quoted.of(value)
                    : String.format(Locale.ROOT, "one with U+%04X", control.getAsInt());
            throw new IllegalArgumentException(what + ": must be text without control characters, was " + actual);
        }
    }

    private static boolean isPrintableAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
