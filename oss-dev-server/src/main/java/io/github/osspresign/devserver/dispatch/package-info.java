// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the operation that a request asks for, and decides what anonymous callers may do and from which addresses a link
 * may be used. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.dispatch;

import org.jspecify.annotations.NullMarked;
