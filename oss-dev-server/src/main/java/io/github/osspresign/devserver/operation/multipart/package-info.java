// SPDX-License-Identifier: Apache-2.0
/**
 * Multipart uploads: their operations and their state. Nothing here handles an object that is uploaded in one piece.
 * Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.multipart;

import org.jspecify.annotations.NullMarked;
