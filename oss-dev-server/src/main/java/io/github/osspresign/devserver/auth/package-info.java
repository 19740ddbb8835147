// SPDX-License-Identifier: Apache-2.0
/**
 * Verifies who signed a request, says why a signature is wrong, and signs links for the command line and the status page.
 * Nothing here decides what a caller may do. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.NullMarked;
