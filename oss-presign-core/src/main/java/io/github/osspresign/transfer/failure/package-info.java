// SPDX-License-Identifier: Apache-2.0
/**
 * Makes the exceptions of a transfer, keeps the secrets of its link out of their texts, and closes what a failure leaves open. Internal to {@code transfer};
 * no class here retries or decides.
 */
@NullMarked
package io.github.osspresign.transfer.failure;

import org.jspecify.annotations.NullMarked;
