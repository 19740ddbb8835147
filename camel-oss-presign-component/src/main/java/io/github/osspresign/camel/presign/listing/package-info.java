// SPDX-License-Identifier: Apache-2.0
/** Listings of a bucket: the objects, their order and the filter for them. Internal. */
@NullMarked
package io.github.osspresign.camel.presign.listing;

import org.jspecify.annotations.NullMarked;
