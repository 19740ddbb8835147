/**
 * Failures of links: one exception for each kind that a route can handle separately. Classes here use the JDK and
 * {@code error.text} only.
 */
@NullMarked
package io.github.osspresign.error;

import org.jspecify.annotations.NullMarked;
