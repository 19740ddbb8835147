// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.TextValue;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for one link. What they do not set comes from more general values: from the message, and then from the options. */
public abstract class LinkValues {

    private final @Nullable LinkValues general;
    private final Map<LinkField, Object> fields = new EnumMap<>(LinkField.class);

    /** @param general values that these override, {@code null} if there are none */
    protected LinkValues(@Nullable LinkValues general) {
        this.general = general;
    }

    /** Sets a field unless the value is {@code null}. */
    protected final void set(LinkField field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value);
        }
    }

    /** Returns the values that set a field, {@code null} if none do or if more specific ones set its alternative. */
    private @Nullable LinkValues source(LinkField field) {
        if (fields.containsKey(field)) {
            return this;
        }
        LinkField alternative = field.alternative();
        return general == null || (alternative != null && fields.containsKey(alternative))
                ? null
                : general.source(field);
    }

    /** Returns the value of a field unconverted, or {@code null} if it is not set. */
    public final @Nullable Object value(LinkField field) {
        LinkValues source = source(field);
        return source == null ? null : source.fields.get(field);
    }

    /** Returns the value of a field as text, or {@code null} if it is not set. */
    public final @Nullable String text(LinkField field) {
        return textFrom(source(field), field);
    }

    /** Returns the value of a field as text, or {@code null} if it is not set or comes from the options. */
    public final @Nullable String overridingText(LinkField field) {
        LinkValues source = source(field);
        return source == null || source.general == null ? null : textFrom(source, field);
    }

    private static @Nullable String textFrom(@Nullable LinkValues source, LinkField field) {
        return source == null ? null : TextValue.of(source.name(field), source.fields.get(field));
    }

    /** Returns the name of the header or option that sets the field, for error messages. */
    public final String name(LinkField field) {
        return source(field) instanceof MessageValues ? field.header() : field.option();
    }

    /** Returns the object key to use if no values set one, or {@code null}. */
    public @Nullable String fallbackKey() {
        return general == null ? null : general.fallbackKey();
    }

    /** Returns query parameters that are added to those of the options. */
    public Map<String, String> query() {
        return Map.of();
    }

    /** Returns headers that the client must send in addition to those of the options. */
    public Map<String, String> headers() {
        return Map.of();
    }
}
