/** Callbacks of uploads: verifies requests that an HTTP endpoint has received. No class here transfers an object. */
@NullMarked
package io.github.osspresign.camel.osspresigned.callback;

import org.jspecify.annotations.NullMarked;
