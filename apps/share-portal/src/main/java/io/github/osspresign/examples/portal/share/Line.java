// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.util.regex.Pattern;

/** Names in one line that show what they are. */
public final class Line {

    /** Controls, halves of characters, and what shows {@code invoice?gpj.exe} as {@code invoiceexe.jpg}. */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Pattern VISIBLE = Pattern.compile("[^\\p{Z}\\p{Cf}\\p{M}\\u115F\\u1160\\u2800\\u3164\\uFFA0]");

    private Line() {}

    public static boolean isValid(String text) {
        return !MISLEADING.matcher(text).find() && VISIBLE.matcher(text).find();
    }
}
