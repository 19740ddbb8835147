// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of an object, from the first to the last byte inclusive. */
public record ByteRange(long first, long last) {

    private static final Pattern ONE_RANGE = Pattern.compile("bytes=([0-9]*)-([0-9]*)");

    public long length() {
        return last - first + 1;
    }

    public String contentRange(long objectLength) {
        return "bytes " + first + "-" + last + "/" + objectLength;
    }

    /**
     * Returns the range that the Range header asks for, or null for the whole object. By default, OSS returns the whole
     * object for every range that is not entirely inside it; only with {@code x-oss-range-behavior: standard} it
     * follows HTTP. Throws InvalidRange if the range cannot be satisfied.
     */
    public static @Nullable ByteRange of(
            @Nullable String range, boolean standard, long objectLength, ServiceRules rules) {
        Matcher matcher = ONE_RANGE.matcher(range == null ? "" : range.strip());
        if (!matcher.matches()) {
            return null;
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? null : suffix(number(last), standard, objectLength, rules);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (from > to) {
            return backwards(standard, rules);
        }
        if (from >= objectLength) {
            return beyondEnd(standard);
        }
        if (to >= objectLength && !last.isEmpty() && !standard) {
            return null;
        }
        return new ByteRange(from, Math.min(to, objectLength - 1));
    }

    private static @Nullable ByteRange suffix(long length, boolean standard, long objectLength, ServiceRules rules) {
        if (objectLength == 0) {
            return null;
        }
        if (length == 0) {
            throw OssErrorCode.INVALID_RANGE.error();
        }
        if (length > objectLength) {
            return standard && rules.holds(Assumption.STANDARD_RANGE_WITH_LONG_SUFFIX_IS_206)
                    ? new ByteRange(0, objectLength - 1)
                    : null;
        }
        return new ByteRange(objectLength - length, objectLength - 1);
    }

    private static @Nullable ByteRange backwards(boolean standard, ServiceRules rules) {
        if (standard && rules.holds(Assumption.STANDARD_RANGE_BACKWARDS_IS_416)) {
            throw OssErrorCode.INVALID_RANGE.error();
        }
        return null;
    }

    private static @Nullable ByteRange beyondEnd(boolean standard) {
        if (standard) {
            throw OssErrorCode.INVALID_RANGE.error();
        }
        return null;
    }

    /** Returns the number, or the largest long if the number is larger. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
