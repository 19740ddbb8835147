// SPDX-License-Identifier: Apache-2.0
/**
 * What the operations with lists share: their parameters and the encoding of keys. Nothing here reads the
 * store. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.paging;

import org.jspecify.annotations.NullMarked;
