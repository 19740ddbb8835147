package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.link.ParsedPresignedUrl;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Objects whose links may be renewed without a proof that they were once good (option {@code refreshPrefixes}).
 *
 * @param prefixes bucket, slash and beginning of the key; empty for no object
 */
record RefreshScope(List<String> prefixes) {

    private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]/.*", Pattern.DOTALL);

    /** A segment that a server or proxy on the way may take for a way out of the prefix. */
    private static final Pattern DOT_SEGMENT =
            Pattern.compile("(?:^|.*[/\\\\])\\.{1,2}(?:[/\\\\].*|$)", Pattern.DOTALL);

    RefreshScope {
        prefixes = List.copyOf(prefixes);
    }

    /** @throws IllegalArgumentException if an entry is not a bucket and, behind a slash, the beginning of its keys */
    static RefreshScope parse(@Nullable String option) {
        return new RefreshScope(
                option == null
                        ? List.of()
                        : Arrays.stream(option.split(",", -1))
                                .map(entry -> requirePrefix(entry.strip()))
                                .toList());
    }

    private static String requirePrefix(String entry) {
        if (!PREFIX.matcher(entry).matches() || DOT_SEGMENT.matcher(entry).matches()) {
            throw new IllegalArgumentException("refreshPrefixes: must be bucket/prefix, or bucket/ for all of its keys,"
                    + " separated by commas, was " + Quoted.of(entry));
        }
        return entry;
    }

    boolean isEmpty() {
        return prefixes.isEmpty();
    }

    /** Whether the URL itself shows an object below one of the prefixes. */
    boolean covers(ParsedPresignedUrl url) {
        String key = url.key();
        if (url.bucket() == null || key == null || DOT_SEGMENT.matcher(key).matches()) {
            return false;
        }
        String object = url.bucket() + "/" + key;
        return prefixes.stream().anyMatch(object::startsWith);
    }
}
