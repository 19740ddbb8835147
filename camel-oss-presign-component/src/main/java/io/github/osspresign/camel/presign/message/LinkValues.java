// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.TextValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for one link. They override the options of the endpoint. */
public interface LinkValues {

    /** Returns the value of a field unconverted, or {@code null} if it is not set. */
    @Nullable Object value(LinkField field);

    /** Returns the value of a field as text, or {@code null} if it is not set. */
    default @Nullable String text(LinkField field) {
        Object value = value(field);
        return value == null ? null : TextValue.of(name(field), value);
    }

    /** Returns the name of the header or option that sets the field, for error messages. */
    String name(LinkField field);

    /** Returns the object key to use if neither these values nor the options set one, or {@code null}. */
    @Nullable String fallbackKey();

    /** Returns query parameters that are added to those of the options. */
    default Map<String, String> query() {
        return Map.of();
    }

    /** Returns headers that the client must send in addition to those of the options. */
    default Map<String, String> headers() {
        return Map.of();
    }
}
