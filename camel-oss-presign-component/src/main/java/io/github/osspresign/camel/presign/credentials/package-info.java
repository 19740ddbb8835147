/**
 * Where the access keys of {@code presign:} come from: the chain of the official library, and its renewal. No class here signs.
 */
@NullMarked
package io.github.osspresign.camel.presign.credentials;

import org.jspecify.annotations.NullMarked;
