package io.github.osspresign.camel.presign.entries;

import org.jspecify.annotations.Nullable;

/**
 * Entry of a message body, for which one link is signed.
 *
 * @param kind kind of entry in error messages, such as {@code line}
 * @param position position in the body, from 1
 * @param value object key, or map or record with options
 */
public record Entry(String kind, long position, @Nullable Object value) {

    /** Returns kind and position, for error messages. */
    public String where() {
        return kind + " " + position;
    }
}
