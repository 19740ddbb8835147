// SPDX-License-Identifier: Apache-2.0
/** The port of a CDN in front of a bucket: its URL signing, and its requests to the origin. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.cdn;

import org.jspecify.annotations.NullMarked;
