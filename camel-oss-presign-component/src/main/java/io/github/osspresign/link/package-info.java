/** The link as a value: what it is, its JSON form, its masked form, how it is found in text, and where it may point. */
@NullMarked
package io.github.osspresign.link;

import org.jspecify.annotations.NullMarked;
