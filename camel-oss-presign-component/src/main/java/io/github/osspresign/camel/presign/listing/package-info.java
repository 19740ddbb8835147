/**
 * Calls of {@code presign:} to the service: listing a bucket, filtering its objects, keeping the place. Signing is in {@code sign}.
 */
@NullMarked
package io.github.osspresign.camel.presign.listing;

import org.jspecify.annotations.NullMarked;
