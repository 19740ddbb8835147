// SPDX-License-Identifier: Apache-2.0
/** The application: configuration, start, and the services of the profile {@code demo}. Each feature has a package below. */
@NullMarked
package io.github.osspresign.examples.portal;

import org.jspecify.annotations.NullMarked;
