/** Tokens with which programs call the API. Only their SHA-256 is stored. */
@NullMarked
package io.github.osspresign.examples.portal.token;

import org.jspecify.annotations.NullMarked;
