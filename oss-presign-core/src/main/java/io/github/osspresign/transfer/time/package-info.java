// SPDX-License-Identifier: Apache-2.0
/**
 * Every wait and every time limit of transfers: deadline, rate limit, calls on other threads, looks at what is running.
 * Internal to {@code transfer}; the clock and the threads are those of {@code Scheduling}.
 */
@NullMarked
package io.github.osspresign.transfer.time;

import org.jspecify.annotations.NullMarked;
