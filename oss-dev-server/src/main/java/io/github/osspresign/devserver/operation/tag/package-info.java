// SPDX-License-Identifier: Apache-2.0
/**
 * The tags of objects and buckets: their limits, their XML and their stored form. No operation lives here. Not part of
 * the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.tag;

import org.jspecify.annotations.NullMarked;
