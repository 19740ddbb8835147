// SPDX-License-Identifier: Apache-2.0
/**
 * The content of an object that is uploaded or downloaded: the version, conditions, range and speed that a request names, and
 * the checks and the commit of an upload. No operation lives here. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.transfer;

import org.jspecify.annotations.NullMarked;
