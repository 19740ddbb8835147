// SPDX-License-Identifier: Apache-2.0
/**
 * The retention policies (WORM) of buckets: their operations, and the rule that the store asks before it removes a version.
 * Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.worm;

import org.jspecify.annotations.NullMarked;
