/** What a presigned URL is and what is wrong with it, for a person who holds one that does not work. */
@NullMarked
package io.github.osspresign.explain;

import org.jspecify.annotations.NullMarked;
