/** How an object reaches a message: as a file, a temporary file or a stream, with its headers. */
@NullMarked
package io.github.osspresign.camel.osspresigned.delivery;

import org.jspecify.annotations.NullMarked;
