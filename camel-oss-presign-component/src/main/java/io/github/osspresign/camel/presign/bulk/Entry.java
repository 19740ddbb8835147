// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import org.jspecify.annotations.Nullable;

/**
 * Entry of a message body, for which one link is signed.
 *
 * @param kind kind of entry in error messages, such as {@code line}
 * @param position position in the body, from 1
 * @param value object key, or map or record with options
 */
record Entry(String kind, long position, @Nullable Object value) {

    /** Returns kind and position, for error messages. */
    String where() {
        return kind + " " + position;
    }
}
