/** Downloads and uploads of {@code osspresigned:} for one exchange: reads its body, cancels, reports the result to the monitor. */
@NullMarked
package io.github.osspresign.camel.osspresigned.transfer;

import org.jspecify.annotations.NullMarked;
