/** What can go wrong with a link, each kind its own exception, so that a route can tell them apart. JDK only. */
@NullMarked
package io.github.osspresign.error;

import org.jspecify.annotations.NullMarked;
