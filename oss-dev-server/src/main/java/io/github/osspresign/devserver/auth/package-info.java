/**
 * Verifies who signed a request, and signs the sample link that the command line prints. Nothing here decides what a caller
 * may do. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.NullMarked;
