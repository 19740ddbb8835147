package io.github.osspresign.camel.presign;

import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What the headers of a message say about its link. */
record MessageValues(Message message) implements LinkValues {

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
