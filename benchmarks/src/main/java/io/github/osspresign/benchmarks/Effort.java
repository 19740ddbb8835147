// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

/** Extent of the measurements of a suite. */
public enum Effort {
    /** Enough for figures that can be compared. */
    FULL,
    /** Enough to see that every part of the suite runs; its figures say nothing. */
    SHORT
}
