/** Monitors transfers: log, meters, health check and dev console. No class here transfers anything. */
@NullMarked
package io.github.osspresign.camel.osspresigned.monitor;

import org.jspecify.annotations.NullMarked;
