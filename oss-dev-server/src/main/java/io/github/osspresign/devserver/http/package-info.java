// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP messages and the listener that receives and sends them; the only package that uses HttpCore. Nothing here knows
 * OSS. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.http;

import org.jspecify.annotations.NullMarked;
