// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.message;

import org.jspecify.annotations.Nullable;

/** Names the type of a value in an error message. The value itself may be secret. */
public final class ValueType {

    private ValueType() {}

    /** Returns the type, such as {@code a java.io.File}, or {@code null}. */
    public static String of(@Nullable Object value) {
        return value == null ? "null" : "a " + value.getClass().getName();
    }

    /** Returns the type of a message body, or {@code empty}. */
    public static String ofBody(@Nullable Object body) {
        return body == null ? "empty" : of(body);
    }
}
