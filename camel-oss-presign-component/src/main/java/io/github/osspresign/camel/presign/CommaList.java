package io.github.osspresign.camel.presign;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the value of an option at commas. */
final class CommaList {

    private CommaList() {}

    /** Returns the values that are not blank, stripped of leading and trailing whitespace. */
    static List<String> of(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }
}
