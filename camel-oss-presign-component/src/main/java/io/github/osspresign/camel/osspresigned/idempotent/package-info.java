// SPDX-License-Identifier: Apache-2.0
/**
 * Prevents duplicate deliveries with idempotent keys, in flight and in a repository. No class here downloads.
 * Internal.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.idempotent;

import org.jspecify.annotations.NullMarked;
