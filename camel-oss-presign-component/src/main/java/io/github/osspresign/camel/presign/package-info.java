/** The {@code presign:} scheme: translates headers and options into a signing request, and its result into headers. */
@NullMarked
package io.github.osspresign.camel.presign;

import org.jspecify.annotations.NullMarked;
