// SPDX-License-Identifier: Apache-2.0
/**
 * How values are written into messages: quoted, shortened, in words; and what errors of the service mean. Internal: exported to the other modules of this
 * project only. Classes here use the JDK only.
 */
@NullMarked
package io.github.osspresign.error.text;

import org.jspecify.annotations.NullMarked;
