/** A command that says what a presigned URL is and what is wrong with it. */
@NullMarked
package io.github.osspresign.explain.cli;

import org.jspecify.annotations.NullMarked;
