// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.oss.syntax.Utf8;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Checks the values of headers, and of parameters that the service copies into response headers. A line break in such a
 * value would start another header, or the body (RFC 9110, 5.5).
 */
final class FieldValue {

    /** Names of values that are not secret. */
    private static final Pattern NOT_SECRET =
            Pattern.compile("(?:response-)?(?:content-.*|cache-control|expires)", Pattern.CASE_INSENSITIVE);

    private FieldValue() {}

    /**
     * Checks that a value has no control characters other than tabs, and that UTF-8 can encode it.
     *
     * @param kind kind of the value, such as {@code header}, for the message
     * @throws IllegalArgumentException if not; the message shows the value only if it is not secret
     */
    static void require(String kind, String name, String value) {
        if (HeaderField.isPrintable(value)) {
            return;
        }
        String what = kind + " " + Quoted.of(name);
        Utf8.encodedLength(what, value);
        OptionalInt control = value.chars()
                .filter(c -> Character.isISOControl(c) && c != '\t')
                .findFirst();
        if (control.isPresent()) {
            String actual = NOT_SECRET.matcher(name).matches()
                    ? Quoted.of(value)
                    : String.format(Locale.ROOT, "text with U+%04X", control.getAsInt());
            throw new IllegalArgumentException(what + ": must be text without control characters, was " + actual);
        }
    }
}
