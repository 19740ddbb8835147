/** Entries of a message body for which links are signed: keys, lines and maps. No class here signs. */
@NullMarked
package io.github.osspresign.camel.presign.entries;

import org.jspecify.annotations.NullMarked;
