/**
 * Multipart uploads: their operations and their state. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.multipart;

import org.jspecify.annotations.NullMarked;
