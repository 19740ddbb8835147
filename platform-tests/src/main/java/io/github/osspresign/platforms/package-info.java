// SPDX-License-Identifier: Apache-2.0
/** The routes that each project runs, and what they must do there. */
@NullMarked
package io.github.osspresign.platforms;

import org.jspecify.annotations.NullMarked;
