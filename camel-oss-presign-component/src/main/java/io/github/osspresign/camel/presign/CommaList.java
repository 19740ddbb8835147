package io.github.osspresign.camel.presign;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of an option that are separated by commas. */
final class CommaList {

    private CommaList() {}

    /** Returns the values without blanks around them, and without empty ones. */
    static List<String> of(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }
}
