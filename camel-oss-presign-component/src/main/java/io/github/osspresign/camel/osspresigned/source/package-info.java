// SPDX-License-Identifier: Apache-2.0
/** Consumer of {@code osspresigned:}, which receives links from another endpoint. Internal. */
@NullMarked
package io.github.osspresign.camel.osspresigned.source;

import org.jspecify.annotations.NullMarked;
