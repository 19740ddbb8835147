/** The operations of the OSS API, one class each, and the rules they share. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.operation;

import org.jspecify.annotations.NullMarked;
