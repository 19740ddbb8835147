// SPDX-License-Identifier: Apache-2.0
/**
 * Operations on one object, or on a list of objects to delete. Uploads in several parts live in
 * {@code operation.multipart}. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.object;

import org.jspecify.annotations.NullMarked;
