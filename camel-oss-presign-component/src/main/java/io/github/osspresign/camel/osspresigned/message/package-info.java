// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code osspresigned:} reads from messages, which is links in headers, bodies and mails, and the
 * headers that it writes for an object. No class here transfers. Internal.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.message;

import org.jspecify.annotations.NullMarked;
