/** Scheme {@code osspresigned:}: component, endpoint and producers, which connect the options with sources of links and transfers. */
@NullMarked
package io.github.osspresign.camel.osspresigned;

import org.jspecify.annotations.NullMarked;
