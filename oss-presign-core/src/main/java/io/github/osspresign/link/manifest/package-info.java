// SPDX-License-Identifier: Apache-2.0
/**
 * Parsing of lists of links: JSON, JSON lines, CSV and lists of URLs. Internal: exported to the other modules of this
 * project only. Classes here do not open files or send links.
 */
@NullMarked
package io.github.osspresign.link.manifest;

import org.jspecify.annotations.NullMarked;
