/** Watches downloads: counts, events, log, meters, health, JMX and dev console, all fed from one place. */
@NullMarked
package io.github.osspresign.camel.osspresigned.monitor;

import org.jspecify.annotations.NullMarked;
