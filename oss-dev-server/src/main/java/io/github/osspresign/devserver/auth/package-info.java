/** Who signed a call and whether the signature is right. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.NullMarked;
