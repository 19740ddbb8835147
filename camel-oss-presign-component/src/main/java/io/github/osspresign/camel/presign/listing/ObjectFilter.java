package io.github.osspresign.camel.presign.listing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.util.AntPathMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a listing are taken.
 *
 * @param include Ant-style patterns of which the key matches one; empty for all keys
 * @param exclude Ant-style patterns of which the key matches none
 */
public record ObjectFilter(
        List<String> include,
        List<String> exclude,
        @Nullable Long minSize,
        @Nullable Long maxSize,
        @Nullable Duration minAge,
        @Nullable Duration maxAge) {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if no object can be within them
     */
    public ObjectFilter {
        requireNotNegative("minAge", minAge);
        requireNotNegative("maxAge", maxAge);
        requireOrder("Size", minSize, maxSize);
        requireOrder("Age", minAge, maxAge);
    }

    public boolean takes(ListedObject object, Instant now) {
        return isMeant(object) && !isTooYoung(object, now) && !isTooOld(object, now);
    }

    /** Whether it is only its age for which it is not taken yet. */
    public boolean waitsFor(ListedObject object, Instant now) {
        return isMeant(object) && isTooYoung(object, now);
    }

    private boolean isMeant(ListedObject object) {
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

    private static void requireNotNegative(String option, @Nullable Duration age) {
        if (age != null && age.isNegative()) {
            throw new IllegalArgumentException(option + ": must be 0 or longer, was " + age);
        }
    }

    private static <T extends Comparable<T>> void requireOrder(String what, @Nullable T least, @Nullable T most) {
        if (least != null && most != null && least.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "min" + what + ": expected no more than max" + what + ", " + most + ", but was " + least);
        }
    }
}
