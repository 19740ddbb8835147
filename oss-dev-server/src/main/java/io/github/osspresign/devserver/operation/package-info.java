// SPDX-License-Identifier: Apache-2.0
/**
 * The interface of an operation, the table that a package adds its operations to, and the bodies that operations read and
 * write: XML, its owner element and its Content-MD5. The operations themselves live in the packages below. Not part of the
 * public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation;

import org.jspecify.annotations.NullMarked;
