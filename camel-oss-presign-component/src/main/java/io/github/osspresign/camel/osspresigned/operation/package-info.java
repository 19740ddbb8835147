// SPDX-License-Identifier: Apache-2.0
/**
 * The operations {@code download} and {@code upload} for one exchange: read its body, cancel, renew links with
 * {@code refreshUri}, report the result to the monitor. Internal.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.operation;

import org.jspecify.annotations.NullMarked;
