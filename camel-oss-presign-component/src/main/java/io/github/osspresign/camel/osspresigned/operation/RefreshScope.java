// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.oss.syntax.BucketName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Objects whose links may be renewed without verification of their signature (option {@code refreshPrefixes}).
 *
 * @param prefixes bucket, slash and key prefix; empty for no objects
 */
public record RefreshScope(List<String> prefixes) {

    /** Segment that a server or proxy may resolve, which would leave the prefix. */
    private static final Pattern DOT_SEGMENT =
            Pattern.compile("(?:^|.*[/\\\\])\\.{1,2}(?:[/\\\\].*|$)", Pattern.DOTALL);

    public RefreshScope {
        prefixes = List.copyOf(prefixes);
    }

    /** Parses the option, whose entries are a bucket, a slash and a key prefix. */
    public static RefreshScope parse(@Nullable String option) {
        return new RefreshScope(CommaList.of("refreshPrefixes", option).stream()
                .map(RefreshScope::requirePrefix)
                .toList());
    }

    private static String requirePrefix(String entry) {
        int slash = entry.indexOf('/');
        boolean hasBucket = slash >= 0 && BucketName.isValid(entry.substring(0, slash));
        if (!hasBucket || DOT_SEGMENT.matcher(entry).matches()) {
            throw new IllegalArgumentException(
                    "refreshPrefixes: must be comma-separated entries bucket/prefix, or bucket/"
                            + " for all keys of a bucket, was " + Quoted.of(entry));
        }
        return entry;
    }

    boolean isEmpty() {
        return prefixes.isEmpty();
    }

    /** Returns whether the URL itself contains an object below one of the prefixes. */
    boolean covers(ParsedPresignedUrl url) {
        String key = url.key();
        if (url.bucket() == null || key == null || DOT_SEGMENT.matcher(key).matches()) {
            return false;
        }
        String object = url.bucket() + "/" + key;
        return prefixes.stream().anyMatch(object::startsWith);
    }
}
