// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.transfer.file.CompletedRanges;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.http.StrongValidator;
import org.jspecify.annotations.Nullable;

/**
 * What a download knows of its object, and the ranges of it that it has received. A finding replaces the value; only the ranges
 * grow.
 *
 * @param validator validator of the object, {@code null} if nothing can be resumed
 * @param ranges received ranges of the object
 * @param resumedBytes bytes of an earlier download among them
 * @param discardedBytes bytes that were received before and are not valid any more
 * @param whole whether only responses with the whole object can be used
 */
record Received(
        @Nullable StrongValidator validator,
        CompletedRanges ranges,
        long resumedBytes,
        long discardedBytes,
        boolean whole) {

    static Received nothing() {
        return new Received(null, new CompletedRanges(), 0, 0, false);
    }

    /** Returns what an earlier download has left. */
    Received resuming(Journal left) {
        CompletedRanges resumed = new CompletedRanges();
        left.ranges().forEach(resumed::finish);
        return new Received(left.validator(), resumed, resumed.bytes(), totalBytes(), whole);
    }

    /** Returns a new beginning, which knows of the object only whether ranges of it can be used. */
    Received startOver() {
        return new Received(null, new CompletedRanges(), 0, totalBytes(), whole);
    }

    /** Returns the same with the validator that a response has shown. */
    Received of(@Nullable StrongValidator shown) {
        return new Received(shown, ranges, resumedBytes, discardedBytes, whole);
    }

    /** Returns the same for an object whose ranges cannot be used. */
    Received wholeOnly() {
        return new Received(validator, ranges, resumedBytes, discardedBytes, true);
    }

    long bytes() {
        return ranges.bytes();
    }

    /** Returns the number of received bytes, including those that were discarded. */
    long totalBytes() {
        return discardedBytes + bytes();
    }

    /** Returns the bytes that this download has received and the next attempt need not request again. */
    long keptBytes() {
        return validator == null ? 0 : bytes() - resumedBytes;
    }

    /** Returns whether the object is complete, as far as that is known. */
    boolean isComplete() {
        return validator != null && bytes() >= validator.size();
    }
}
