// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.TextValue;
import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/** Values for a link from the headers of a message. */
public final class MessageValues implements LinkValues {

    private final Message message;

    /** Fields that are set, found in a single pass: repeated header look-ups would take longer than the signature. */
    private final Map<LinkField, Object> fields = new EnumMap<>(LinkField.class);

    public MessageValues(Message message) {
        this.message = message;
        message.getHeaders().forEach((name, value) -> {
            LinkField field = LinkField.ofHeader(name);
            if (field != null) {
                fields.put(field, value);
            }
        });
    }

    /** Returns a copy of the current values, for links that are signed after the route may have changed the headers. */
    public static MessageValues snapshot(Exchange exchange) {
        Message copy = new DefaultMessage(exchange.getContext());
        copy.getHeaders().putAll(exchange.getMessage().getHeaders());
        return new MessageValues(copy);
    }

    @Override
    public @Nullable Object value(LinkField field) {
        return fields.get(field);
    }

    @Override
    public String name(LinkField field) {
        return field.header();
    }

    @Override
    public @Nullable String fallbackKey() {
        return TextValue.orNull(PresignConstants.FILE_NAME, message.getHeader(PresignConstants.FILE_NAME));
    }
}
