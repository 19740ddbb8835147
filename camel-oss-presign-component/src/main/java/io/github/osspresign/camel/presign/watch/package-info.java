// SPDX-License-Identifier: Apache-2.0
/**
 * Consumer of {@code presign:}, which watches a bucket, and what it knows of the keys: how far it has got in the listing, in
 * memory and in a state repository, what is in flight, has been delivered or is removed. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.watch;

import org.jspecify.annotations.NullMarked;
