// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.TextValue;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for one link. What they do not set comes from more general values: from the message, and then from the options. */
public abstract class LinkValues {

    private final @Nullable LinkValues general;

    /** Own and general values, copied because each link looks up most fields, which takes longer than a copy. */
    private final Map<LinkField, Setting> fields;

    /** Value, name of the header or option that sets it, and whether it overrides the options. */
    private record Setting(Object value, String name, boolean overriding) {}

    /** @param general values that these override, {@code null} if there are none */
    protected LinkValues(@Nullable LinkValues general) {
        this.general = general;
        this.fields = general == null ? new EnumMap<>(LinkField.class) : new EnumMap<>(general.fields);
    }

    /** Sets a field, and removes a general value of its alternative, unless the value is {@code null}. */
    protected final void set(LinkField field, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        fields.put(field, new Setting(value, name, general != null));
        LinkField alternative = field.alternative();
        if (alternative != null && general != null) {
            fields.remove(alternative, general.fields.get(alternative));
        }
    }

    /** Returns the value of a field unconverted, or {@code null} if it is not set. */
    public final @Nullable Object value(LinkField field) {
        Setting setting = fields.get(field);
        return setting == null ? null : setting.value;
    }

    /** Returns the value of a field as text, or {@code null} if it is not set. */
    public final @Nullable String text(LinkField field) {
        Setting setting = fields.get(field);
        return setting == null ? null : TextValue.of(setting.name, setting.value);
    }

    /** Returns the value of a field as text, or {@code null} if it is not set or comes from the options. */
    public final @Nullable String overridingText(LinkField field) {
        Setting setting = fields.get(field);
        return setting != null && setting.overriding ? TextValue.of(setting.name, setting.value) : null;
    }

    /** Returns the name of the header or option that sets the field, for error messages. */
    public final String name(LinkField field) {
        Setting setting = fields.get(field);
        return setting == null ? field.option() : setting.name;
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
