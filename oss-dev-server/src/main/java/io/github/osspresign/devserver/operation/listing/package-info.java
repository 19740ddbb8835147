// SPDX-License-Identifier: Apache-2.0
/**
 * Operations that list buckets, objects, versions and regions. Nothing here changes data. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.listing;

import org.jspecify.annotations.NullMarked;
