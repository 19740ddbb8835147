// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.upload;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.PartLayout;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the numbers of the wanted parts of an upload. */
final class PartNumbers {

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /** Maximum length of a text, in characters; 10,000 numbers have less. */
    private static final int MAX_LENGTH = 64 * 1024;

    private PartNumbers() {}

    /**
     * Returns the numbers of a text of numbers and ranges, such as {@code 3,7-9}, in ascending order.
     *
     * @param name name of the value, for the message of the exception
     * @throws IllegalArgumentException if the text has another form, or a number is not 1 to {@code max}
     */
    static int[] parse(String name, String text, int max) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    name + ": must be at most " + MAX_LENGTH + " characters, was " + text.length() + " characters");
        }
        BitSet set = new BitSet();
        for (String range : text.split(",", -1)) {
            Matcher matcher = RANGE.matcher(range.strip());
            int first = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            int last = first == 0 || matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (first < 1 || last < first || last > max) {
                throw new IllegalArgumentException(name + ": must be part numbers from 1 to " + max
                        + (max == PartLayout.MAX_PARTS ? "" : ", the number of parts for this size,")
                        + " such as 3,7-9, was " + Quoted.of(text));
            }
            set.set(first, last + 1);
        }
        return set.stream().toArray();
    }
}
