// SPDX-License-Identifier: Apache-2.0
/**
 * Options of both components: parsing, binding with readable error messages, and rules for their values and uses.
 * A parser takes the name of the option or header for the message of its exception, an {@link
 * IllegalArgumentException}. Internal.
 */
@NullMarked
package io.github.osspresign.camel.options;

import org.jspecify.annotations.NullMarked;
