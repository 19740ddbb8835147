/** Finds presigned links in plain text, HTML and mail texts. No class here sends or signs a link. */
@NullMarked
package io.github.osspresign.link.text;

import org.jspecify.annotations.NullMarked;
