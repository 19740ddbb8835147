// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.regex.Pattern;

/** Segments {@code .} and {@code ..} of an object key, which browsers and many HTTP clients remove from a URL. */
public final class DotSegments {

    private static final Pattern SEGMENT = Pattern.compile("(?:^|/)\\.\\.?(?:/|$)");

    private DotSegments() {}

    /** Returns whether a key has such a segment. */
    public static boolean areIn(String key) {
        return SEGMENT.matcher(key).find();
    }
}
