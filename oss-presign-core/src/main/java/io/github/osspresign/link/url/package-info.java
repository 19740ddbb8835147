// SPDX-License-Identifier: Apache-2.0
/**
 * The URL of a link: its parts, what it says about its object, and its form without secrets. Internal: exported to the
 * other modules of this project only. Classes here do no I/O.
 */
@NullMarked
package io.github.osspresign.link.url;

import org.jspecify.annotations.NullMarked;
