/** Scheme {@code osspresigned:}: component, endpoint, producer and consumers. They connect links in messages with transfers. */
@NullMarked
package io.github.osspresign.camel.osspresigned;

import org.jspecify.annotations.NullMarked;
