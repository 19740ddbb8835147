/** HTTP as the server sees it: requests, responses and the listener that carries them. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.wire;

import org.jspecify.annotations.NullMarked;
