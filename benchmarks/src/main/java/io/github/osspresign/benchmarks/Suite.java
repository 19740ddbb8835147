// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

/** One comparison: it checks that all sides do the same work, then measures them in the same run. */
public interface Suite {

    /**
     * Checks and measures, and returns the results.
     *
     * @throws IllegalStateException if two sides did not do the same work
     */
    Report run(Effort effort) throws Exception;
}
