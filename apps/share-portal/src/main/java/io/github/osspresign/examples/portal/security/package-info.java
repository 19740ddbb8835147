/** Rules about who may call which address, and the headers of every response. */
@NullMarked
package io.github.osspresign.examples.portal.security;

import org.jspecify.annotations.NullMarked;
