// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the input of {@code osspresigned:} from messages: links in headers, bodies and mails, and bodies to
 * upload. No class here transfers. Internal.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.message;

import org.jspecify.annotations.NullMarked;
