// SPDX-License-Identifier: Apache-2.0
/** Files handed over between two integration platforms as links on a queue. */
@NullMarked
package io.github.osspresign.examples.queuehandover;

import org.jspecify.annotations.NullMarked;
