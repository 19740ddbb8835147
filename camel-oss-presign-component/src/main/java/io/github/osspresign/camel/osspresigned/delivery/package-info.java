/**
 * Delivers an object to a message: as a file in a directory, a temporary file or a stream, with its headers. No
 * class here sends requests. Internal.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.delivery;

import org.jspecify.annotations.NullMarked;
