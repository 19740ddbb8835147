/**
 * Finds the operation that a request asks for, and decides what anonymous callers may do. The operations themselves live
 * in the packages below. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation;

import org.jspecify.annotations.NullMarked;
