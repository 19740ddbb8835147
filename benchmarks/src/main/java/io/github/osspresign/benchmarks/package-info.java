// SPDX-License-Identifier: Apache-2.0
/** Runs the suites and prints their results. */
@NullMarked
package io.github.osspresign.benchmarks;

import org.jspecify.annotations.NullMarked;
