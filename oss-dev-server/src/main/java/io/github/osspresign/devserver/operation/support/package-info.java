/**
 * Rules, headers and XML that operations of several packages share. No operation lives here. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.support;

import org.jspecify.annotations.NullMarked;
