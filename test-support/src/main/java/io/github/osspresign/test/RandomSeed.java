// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Seed of a random test: a system property, or else the clock. It is printed, and begins the message of a failure. */
public final class RandomSeed implements BeforeEachCallback, TestExecutionExceptionHandler {

    private final String property;
    private final long value;

    public RandomSeed(String property) {
        this.property = property;
        this.value = Long.getLong(property, System.nanoTime());
    }

    public long value() {
        return value;
    }

    /**
     * Returns the random numbers of one round. The seeds of rounds follow each other, and the first number of
     * {@link Random} is almost the same for such seeds, so that all rounds of a test would make the same first choice.
     */
    public static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        System.out.println(this);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw failure instanceof TestAbortedException
                ? failure
                : new AssertionError(this + ": " + failure.getMessage(), failure);
    }

    @Override
    public String toString() {
        return "-D" + property + "=" + value;
    }
}
