/** Consumers of {@code osspresigned:}, one for each source of links: another endpoint, a bean, or a URL that is polled. */
@NullMarked
package io.github.osspresign.camel.osspresigned.source;

import org.jspecify.annotations.NullMarked;
