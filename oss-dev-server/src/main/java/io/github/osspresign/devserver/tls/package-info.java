/** A certificate made at start and the TLS contexts that go with it. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.tls;

import org.jspecify.annotations.NullMarked;
