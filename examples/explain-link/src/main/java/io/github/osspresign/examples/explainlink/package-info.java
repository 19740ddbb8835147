/** A command that says what a presigned URL is and what is wrong with it. */
@NullMarked
package io.github.osspresign.examples.explainlink;

import org.jspecify.annotations.NullMarked;
