package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Finds the PUT link of a message. A URL alone does not tell its method, so it is taken for one. */
final class UploadLink {

    static final String METHOD = "PUT";

    private UploadLink() {}

    /** The link in the headers; the body is what is uploaded. */
    static PresignedLink fromHeaders(Exchange exchange) {
        PresignedLink link = find(exchange);
        if (link == null) {
            throw new IllegalArgumentException(
                    "link: expected the header " + OssPresignedConstants.LINK + " or " + OssPresignedConstants.URL
                            + " with operation=upload, whose body is uploaded, but there is neither");
        }
        return link;
    }

    /** The link in the headers, else in the body. */
    static PresignedLink fromAnswer(Exchange exchange) {
        PresignedLink link = find(exchange);
        if (link == null) {
            link = toLink(exchange, exchange.getMessage().getBody());
        }
        if (link == null) {
            throw new IllegalArgumentException("link: expected the header " + OssPresignedConstants.LINK + " or "
                    + OssPresignedConstants.URL + ", or a body, but there is none");
        }
        return link;
    }

    private static @Nullable PresignedLink find(Exchange exchange) {
        Message message = exchange.getMessage();
        PresignedLink link = toLink(exchange, message.getHeader(OssPresignedConstants.LINK));
        return link == null ? toLink(exchange, message.getHeader(OssPresignedConstants.URL)) : link;
    }

    private static @Nullable PresignedLink toLink(Exchange exchange, @Nullable Object value) {
        if (value == null || value instanceof PresignedLink) {
            return (PresignedLink) value;
        }
        String converted = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, value);
        if (converted == null || converted.isBlank()) {
            return null;
        }
        String text = converted.strip();
        return text.startsWith("{") ? LinkJson.read(text) : PresignedLink.of(text, METHOD);
    }
}
