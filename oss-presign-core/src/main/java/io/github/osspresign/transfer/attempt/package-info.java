// SPDX-License-Identifier: Apache-2.0
/**
 * What the attempts of a transfer share: the link and its renewal, responses, retries, parallel work, progress. Internal to
 * {@code transfer}; no class here reads or writes bytes of an object, and the direction of a transfer only names its failures.
 */
@NullMarked
package io.github.osspresign.transfer.attempt;

import org.jspecify.annotations.NullMarked;
