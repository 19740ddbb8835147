// SPDX-License-Identifier: Apache-2.0
/** The application: configuration and start. Each feature has a package below. */
@NullMarked
package io.github.osspresign.examples.portal;

import org.jspecify.annotations.NullMarked;
