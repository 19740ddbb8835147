// SPDX-License-Identifier: Apache-2.0
/**
 * Explains presigned URLs: what a URL does and what is wrong with it. It does no input or output, has no clock, and does not
 * know the command line.
 */
@NullMarked
package io.github.osspresign.explain;

import org.jspecify.annotations.NullMarked;
