// SPDX-License-Identifier: Apache-2.0
/**
 * Connections over HttpCore, the only package that knows it: checked addresses, TLS, proxy, one request and its response,
 * a timeout for each step. Internal to {@code transfer}; a request is sent again only if its reused connection had ended.
 */
@NullMarked
package io.github.osspresign.transfer.wire;

import org.jspecify.annotations.NullMarked;
