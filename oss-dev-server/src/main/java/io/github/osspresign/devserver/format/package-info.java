// SPDX-License-Identifier: Apache-2.0
/**
 * XML, JSON and ISO 8601 time. Nothing here knows OSS or HTTP. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.format;

import org.jspecify.annotations.NullMarked;
