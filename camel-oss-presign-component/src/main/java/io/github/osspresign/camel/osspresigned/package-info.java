/** The {@code osspresigned:} scheme: finds links in messages, has them downloaded, and hands on the files. */
@NullMarked
package io.github.osspresign.camel.osspresigned;

import org.jspecify.annotations.NullMarked;
