/** Downloading, next to the tools that only download and to the other ways that Java has. */
@NullMarked
package io.github.osspresign.benchmarks.download;

import org.jspecify.annotations.NullMarked;
