package io.github.osspresign.camel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the value of an option at commas. */
public final class CommaList {

    private CommaList() {}

    /** Returns the values that are not blank, stripped of leading and trailing whitespace. */
    public static List<String> of(@Nullable String text) {
        return withBlanks(text).stream().filter(value -> !value.isEmpty()).toList();
    }

    /** Returns all values, stripped of leading and trailing whitespace. The caller can refuse a blank one. */
    public static List<String> withBlanks(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
