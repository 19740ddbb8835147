// SPDX-License-Identifier: Apache-2.0
/** Programs for people who get a link, tried with links that a route has made. */
@NullMarked
package io.github.osspresign.examples.recipients;

import org.jspecify.annotations.NullMarked;
