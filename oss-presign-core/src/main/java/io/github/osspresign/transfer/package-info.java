// SPDX-License-Identifier: Apache-2.0
/**
 * Downloads and uploads through presigned links: {@link io.github.osspresign.transfer.TransferClient} is the entry point, the
 * packages below implement it. No class here knows Camel. The entry points take clock, randomness and threads from the JDK;
 * below them all are passed in.
 */
@NullMarked
package io.github.osspresign.transfer;

import org.jspecify.annotations.NullMarked;
