// SPDX-License-Identifier: Apache-2.0
/**
 * When an object counts as delivered, for both schemes: the completion of its exchange, the confirmation of its download, and the
 * keys and repositories that remember it. No class here reads a message or sends a request. Internal.
 */
@NullMarked
package io.github.osspresign.camel.seen;

import org.jspecify.annotations.NullMarked;
