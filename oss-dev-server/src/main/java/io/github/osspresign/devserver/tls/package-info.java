// SPDX-License-Identifier: Apache-2.0
/** A self-signed certificate and its TLS contexts. Nothing here opens a connection. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.tls;

import org.jspecify.annotations.NullMarked;
