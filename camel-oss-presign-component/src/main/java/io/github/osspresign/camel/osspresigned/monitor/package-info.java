// SPDX-License-Identifier: Apache-2.0
/** Monitors transfers: log, meters and health check. No class here transfers anything. Internal. */
@NullMarked
package io.github.osspresign.camel.osspresigned.monitor;

import org.jspecify.annotations.NullMarked;
