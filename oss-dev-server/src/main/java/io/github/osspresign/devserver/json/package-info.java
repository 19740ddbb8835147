/** The JSON of policies and callbacks. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.json;

import org.jspecify.annotations.NullMarked;
