// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.message.TextValue;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Values for one link. What they do not set comes from more general values: from the message, and then from the options. */
public final class LinkValues {

    private final @Nullable LinkValues general;

    /** Own and general values, copied because each link looks up most fields, which takes longer than a copy. */
    private final Map<LinkField, Setting> fields;

    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Object fallbackKey;

    /** Value, name of the header or option that sets it, and whether it overrides the options. */
    private record Setting(Object value, String name, boolean overriding) {}

    /** @param general values that these override, {@code null} if there are none */
    public LinkValues(@Nullable LinkValues general) {
        this.general = general;
        this.fields = general == null ? new EnumMap<>(LinkField.class) : new EnumMap<>(general.fields);
        this.fallbackKey = general == null ? null : general.fallbackKey;
    }

    /**
     * Returns the values that the current headers of a message set. They are read in a single pass: repeated header look-ups
     * would take longer than the signature.
     */
    public static LinkValues of(Message message, LinkValues options) {
        LinkValues values = new LinkValues(options);
        message.getHeaders().forEach((name, value) -> {
            LinkField field = LinkField.ofHeader(name);
            if (field != null) {
                values.set(field, field.header(), value);
            }
        });
        values.fallbackKey = message.getHeader(PresignConstants.FILE_NAME);
        return values;
    }

    /** Sets a field, and removes a general value of its alternative, unless the value is {@code null}. */
    public void set(LinkField field, String name, @Nullable Object value) {
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
    public @Nullable Object value(LinkField field) {
        Setting setting = fields.get(field);
        return setting == null ? null : setting.value;
    }

    /** Returns the value of a field as text, or {@code null} if it is not set. */
    public @Nullable String text(LinkField field) {
        Setting setting = fields.get(field);
        return setting == null ? null : TextValue.of(setting.name, setting.value);
    }

    /** Returns the value of a field as text, or {@code null} if it is not set or comes from the options. */
    public @Nullable String overridingText(LinkField field) {
        Setting setting = fields.get(field);
        return setting != null && setting.overriding ? TextValue.of(setting.name, setting.value) : null;
    }

    /** Returns the name of the header or option that sets the field, for error messages. */
    public String name(LinkField field) {
        Setting setting = fields.get(field);
        return setting == null ? field.option() : setting.name;
    }

    /** Returns the object key to use if no values set one, or {@code null}. */
    public @Nullable String fallbackKey() {
        return TextValue.orNull(PresignConstants.FILE_NAME, fallbackKey);
    }

    /** Returns query parameters that are added to those of the options; they can be changed. */
    public Map<String, String> query() {
        return query;
    }

    /** Returns headers that the client must send in addition to those of the options; they can be changed. */
    public Map<String, String> headers() {
        return headers;
    }
}
