// SPDX-License-Identifier: Apache-2.0
/**
 * What callers hand to a transfer and get back: requests, options, results, listeners. No class here opens a connection;
 * a source opens its file when an upload reads it.
 */
@NullMarked
package io.github.osspresign.transfer.model;

import org.jspecify.annotations.NullMarked;
