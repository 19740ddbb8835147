// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the value of an option at commas. */
public final class CommaList {

    private CommaList() {}

    /**
     * Returns the entries of an option, stripped of leading and trailing whitespace; none if it is not set.
     *
     * @throws IllegalArgumentException if an entry is blank, as when a placeholder has no value: without entries, a limit
     *     would not limit anything
     */
    public static List<String> of(String option, @Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> entries =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (entries.contains("")) {
            throw new IllegalArgumentException(option + ": must be comma-separated entries, none of them blank, was "
                    + Quoted.of(text) + "; to use the default, do not set the option");
        }
        return entries;
    }
}
