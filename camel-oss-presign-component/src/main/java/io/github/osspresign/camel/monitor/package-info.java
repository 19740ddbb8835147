// SPDX-License-Identifier: Apache-2.0
/** Health checks, and libraries that may be absent, for both schemes. No class here knows a link. Internal. */
@NullMarked
package io.github.osspresign.camel.monitor;

import org.jspecify.annotations.NullMarked;
