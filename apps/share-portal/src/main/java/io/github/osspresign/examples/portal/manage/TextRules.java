// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import org.jspecify.annotations.Nullable;

/** Patterns of texts that users enter. None has NUL, which PostgreSQL cannot store, or half of a character. */
public final class TextRules {

    /** One line with something to see. A character that changes the direction shows {@code invoice?gpj.exe} as {@code invoiceexe.jpg}. */
    public static final String LINE =
            "(?=.*[^\\p{Z}\\p{Cf}\\p{M}\\u115F\\u1160\\u2800\\u3164\\uFFA0])[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]{1,200}";

    /** What is said of a text that is no {@link #LINE}. */
    public static final String LINE_MESSAGE =
            "must have 1 to 200 characters in one line, not only invisible ones, and none that changes the direction of text";

    public static final String NOTE = "[^\\x00\\p{Cs}]{0,2000}";
    public static final String NOTE_MESSAGE =
            "must be a text of at most 2,000 characters, without NUL and unpaired surrogates";

    private TextRules() {}

    /** Makes a name of a path, because recipients save a file. */
    static @Nullable String fileName(@Nullable String path) {
        return path == null ? null : path.strip().replace('/', '_').replace('\\', '_');
    }
}
