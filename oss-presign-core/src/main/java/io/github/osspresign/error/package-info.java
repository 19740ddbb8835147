// SPDX-License-Identifier: Apache-2.0
/**
 * Failures of links: one exception for each kind that a route can handle separately. Classes here use the JDK,
 * {@code error.text} and {@code oss} only.
 */
@NullMarked
package io.github.osspresign.error;

import org.jspecify.annotations.NullMarked;
