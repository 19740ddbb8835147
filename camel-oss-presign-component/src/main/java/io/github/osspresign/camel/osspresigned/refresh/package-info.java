/** Requests of {@code osspresigned:} for new links to the endpoint of {@code refreshUri}, within {@code refreshPrefixes}. */
@NullMarked
package io.github.osspresign.camel.osspresigned.refresh;

import org.jspecify.annotations.NullMarked;
