// SPDX-License-Identifier: Apache-2.0
/**
 * How far a consumer of {@code presign:} has got in the listing of its bucket, in memory and in a state
 * repository. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.watch;

import org.jspecify.annotations.NullMarked;
