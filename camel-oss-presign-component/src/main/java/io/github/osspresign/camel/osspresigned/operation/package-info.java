// SPDX-License-Identifier: Apache-2.0
/**
 * Downloads and uploads of {@code osspresigned:} for one exchange: reads its body, cancels, renews links with
 * {@code refreshUri}, reports the result to the monitor. Internal.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.transfer;

import org.jspecify.annotations.NullMarked;
