// SPDX-License-Identifier: Apache-2.0
/** Zipped CSV files that a manifest of links points to, loaded into PostgreSQL. */
@NullMarked
package io.github.osspresign.examples.etldownload;

import org.jspecify.annotations.NullMarked;
