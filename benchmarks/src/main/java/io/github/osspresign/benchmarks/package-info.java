/** What runs the suites and prints what they found. */
@NullMarked
package io.github.osspresign.benchmarks;

import org.jspecify.annotations.NullMarked;
