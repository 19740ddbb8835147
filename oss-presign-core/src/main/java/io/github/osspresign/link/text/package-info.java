/** Extraction of presigned links from plain text, HTML and mails. Classes here do not send or sign links. */
@NullMarked
package io.github.osspresign.link.text;

import org.jspecify.annotations.NullMarked;
