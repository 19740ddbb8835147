// SPDX-License-Identifier: Apache-2.0
/** The routes that the pages of the guide show. */
@NullMarked
package io.github.osspresign.examples.guide;

import org.jspecify.annotations.NullMarked;
