// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import org.jspecify.annotations.Nullable;

/**
 * Entry of a message body, for which one link is signed.
 *
 * @param where kind and position from 1 in error messages, such as {@code line 7}
 * @param value object key, or map or record with options
 */
record Entry(String where, @Nullable Object value) {}
