/** Keeps an object from being delivered twice: its key, in flight and in the repository. */
@NullMarked
package io.github.osspresign.camel.osspresigned.idempotent;

import org.jspecify.annotations.NullMarked;
