/** Reads lists of links: JSON, JSON lines, CSV and lines of URLs. No class here opens a file or sends a link. */
@NullMarked
package io.github.osspresign.link.manifest;

import org.jspecify.annotations.NullMarked;
