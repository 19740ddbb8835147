// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.sign.HttpMethod;
import java.util.Arrays;
import java.util.Locale;

/** Parses the names of HTTP methods, in any case. */
public final class HttpMethodText {

    private HttpMethodText() {}

    /** Parses a name. */
    public static HttpMethod parse(String name, String text) {
        try {
            return HttpMethod.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            // No cause: its message contains the value unescaped.
            throw new IllegalArgumentException(
                    name + ": must be one of " + Arrays.toString(HttpMethod.values()) + ", was " + Quoted.of(text));
        }
    }
}
