package io.github.osspresign.camel.presign;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/** What the headers of a message say about its link. */
record MessageValues(Message message) implements LinkValues {

    /** Returns the values of now, for links that are made when the route may have changed the headers. */
    static MessageValues snapshot(Exchange exchange) {
        Message copy = new DefaultMessage(exchange.getContext());
        copy.getHeaders().putAll(exchange.getMessage().getHeaders());
        return new MessageValues(copy);
    }

    @Override
    public @Nullable Object value(LinkField field) {
        return message.getHeader(field.header());
    }

    @Override
    public @Nullable String text(LinkField field) {
        return message.getHeader(field.header(), String.class);
    }

    @Override
    public String name(LinkField field) {
        return field.header();
    }

    @Override
    public @Nullable String fallbackKey() {
        return message.getHeader(PresignConstants.FILE_NAME, String.class);
    }
}
