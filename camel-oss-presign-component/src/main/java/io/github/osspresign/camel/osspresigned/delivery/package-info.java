// SPDX-License-Identifier: Apache-2.0
/**
 * Delivers an object to a message: as a file in a directory, a temporary file or a stream. How it is
 * requested, resumed and verified is the client's; no class here decides about a failure. Internal.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.delivery;

import org.jspecify.annotations.NullMarked;
