// SPDX-License-Identifier: Apache-2.0
/**
 * Stores buckets and objects, in memory or on disk. Nothing here knows HTTP or an error of the OSS API. Not part of the
 * public API.
 */
@NullMarked
package io.github.osspresign.devserver.store;

import org.jspecify.annotations.NullMarked;
