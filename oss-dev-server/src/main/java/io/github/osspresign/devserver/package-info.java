/** An OSS-compatible server for development and tests that verifies signatures. */
@NullMarked
package io.github.osspresign.devserver;

import org.jspecify.annotations.NullMarked;
