// SPDX-License-Identifier: Apache-2.0
/**
 * Extraction of presigned links from plain text, HTML and mails, and whether a click on a link works. Internal: exported to
 * the other modules of this project only. Classes here do not send or sign links.
 */
@NullMarked
package io.github.osspresign.link.text;

import org.jspecify.annotations.NullMarked;
