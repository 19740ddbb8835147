/** Scheme {@code presign:}: converts headers and options to signing requests, and signed links to headers and bodies. */
@NullMarked
package io.github.osspresign.camel.presign;

import org.jspecify.annotations.NullMarked;
