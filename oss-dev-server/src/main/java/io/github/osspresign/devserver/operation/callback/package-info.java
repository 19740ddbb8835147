// SPDX-License-Identifier: Apache-2.0
/**
 * Upload callbacks: the request that OSS sends to the application server after an upload. Nothing here stores an
 * object. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.callback;

import org.jspecify.annotations.NullMarked;
