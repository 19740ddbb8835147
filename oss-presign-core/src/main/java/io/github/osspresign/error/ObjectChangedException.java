// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;

/** Object that differs from the one in the link or in an earlier response. */
public final class ObjectChangedException extends OssPresignException {

    private final String property;

    /**
     * @param property property that differs: {@code entity tag}, {@code size}, {@code crc64} or {@code version}
     * @param expected value in the link or in the earlier response
     * @param actual value in this response
     */
    public ObjectChangedException(String property, String expected, String actual, FailureContext context) {
        super(
                "object has changed: its " + property + " was " + Quoted.part(expected) + " and is "
                        + Quoted.part(actual),
                context);
        this.property = property;
    }

    /** Returns the property that differs: {@code entity tag}, {@code size}, {@code crc64} or {@code version}. */
    public String property() {
        return property;
    }
}
