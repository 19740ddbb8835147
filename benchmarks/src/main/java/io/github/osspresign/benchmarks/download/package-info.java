// SPDX-License-Identifier: Apache-2.0
/** Downloading and uploading, next to the tools that do only that and to the other ways that Java has. */
@NullMarked
package io.github.osspresign.benchmarks.download;

import org.jspecify.annotations.NullMarked;
