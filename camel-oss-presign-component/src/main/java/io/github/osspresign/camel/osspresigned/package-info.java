// SPDX-License-Identifier: Apache-2.0
/**
 * Scheme {@code osspresigned:}: component, endpoint and producers, which connect the options with sources of links and
 * transfers, and receive callbacks.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned;

import org.jspecify.annotations.NullMarked;
