package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.TextValue;
import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/** What the headers of a message say about its link. */
final class MessageValues implements LinkValues {

    private final Message message;

    /** Most links need one or two; to look for the others in the message, again and again, would cost more than to sign. */
    private final Map<LinkField, Object> given = new EnumMap<>(LinkField.class);

    MessageValues(Message message) {
        this.message = message;
        message.getHeaders().forEach((name, value) -> {
            LinkField field = LinkField.ofHeader(name);
            if (field != null) {
                given.put(field, value);
            }
        });
    }

    /** Returns the values of now, for links that are made when the route may have changed the headers. */
    static MessageValues snapshot(Exchange exchange) {
        Message copy = new DefaultMessage(exchange.getContext());
        copy.getHeaders().putAll(exchange.getMessage().getHeaders());
        return new MessageValues(copy);
    }

    @Override
    public @Nullable Object value(LinkField field) {
        return given.get(field);
    }

    @Override
    public @Nullable String text(LinkField field) {
        return TextValue.orNull(field.header(), given.get(field));
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
