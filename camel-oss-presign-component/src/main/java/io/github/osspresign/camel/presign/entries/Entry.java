package io.github.osspresign.camel.presign.entries;

import org.jspecify.annotations.Nullable;

/**
 * One of the many things a message asks links for.
 *
 * @param kind what it is called in messages about it
 * @param position its place, from 1
 * @param value what the body has there
 */
public record Entry(String kind, long position, @Nullable Object value) {

    public String where() {
        return kind + " " + position;
    }
}
