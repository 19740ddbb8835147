/** Consumers of {@code osspresigned:}, one for each source of links: another endpoint or a bean. */
@NullMarked
package io.github.osspresign.camel.osspresigned.source;

import org.jspecify.annotations.NullMarked;
