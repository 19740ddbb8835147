// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.listing;

import io.github.osspresign.camel.options.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.util.AntPathMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Filter for the objects of a listing.
 *
 * @param include Ant-style patterns, one of which the key must match; empty for all keys
 * @param exclude Ant-style patterns, none of which the key may match
 * @param minSize minimum size in bytes, or {@code null}
 * @param maxSize maximum size in bytes, or {@code null}
 * @param minAge minimum time since the last modification, or {@code null}
 * @param maxAge maximum time since the last modification, or {@code null}
 */
public record ObjectFilter(
        List<String> include,
        List<String> exclude,
        @Nullable Long minSize,
        @Nullable Long maxSize,
        @Nullable Duration minAge,
        @Nullable Duration maxAge) {

    /**
     * Creates a filter.
     *
     * @throws IllegalArgumentException if an age is negative, or a minimum is greater than its maximum
     */
    public ObjectFilter {
        DurationText.requireNotNegative("minAge", minAge);
        DurationText.requireNotNegative("maxAge", maxAge);
        requireOrder("Size", minSize, maxSize);
        requireOrder("Age", minAge, maxAge);
    }

    /** Returns whether an object passes the filter now. */
    public boolean accepts(ListedObject object, Instant now) {
        return matchesKeyAndSize(object) && !isTooYoung(object, now) && !isTooOld(object, now);
    }

    /** Returns whether an object does not pass the filter now, but will when it is old enough. */
    public boolean acceptsLater(ListedObject object, Instant now) {
        return matchesKeyAndSize(object) && isTooYoung(object, now);
    }

    private boolean matchesKeyAndSize(ListedObject object) {
        return (include.isEmpty() || matches(include, object.key()))
                && !matches(exclude, object.key())
                && (minSize == null || object.size() >= minSize)
                && (maxSize == null || object.size() <= maxSize);
    }

    private boolean isTooYoung(ListedObject object, Instant now) {
        return minAge != null && age(object, now).compareTo(minAge) < 0;
    }

    private boolean isTooOld(ListedObject object, Instant now) {
        return maxAge != null && age(object, now).compareTo(maxAge) > 0;
    }

    private static Duration age(ListedObject object, Instant now) {
        return Duration.between(object.lastModified(), now);
    }

    private static boolean matches(List<String> patterns, String key) {
        return patterns.stream().anyMatch(pattern -> AntPathMatcher.INSTANCE.match(pattern, key));
    }

    private static <T extends Comparable<T>> void requireOrder(String name, @Nullable T min, @Nullable T max) {
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "min" + name + ": must be at most max" + name + " (" + max + "), was " + min);
        }
    }
}
