// SPDX-License-Identifier: Apache-2.0
/**
 * What a request and its response mean: headers, dates, ranges, validators, redirects, error documents. Internal to
 * {@code transfer}; no class here opens a connection, writes a file or waits.
 */
@NullMarked
package io.github.osspresign.transfer.http;

import org.jspecify.annotations.NullMarked;
