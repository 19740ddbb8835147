package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.PresignedLinkConverters;
import io.github.osspresign.link.LinkEntries;
import io.github.osspresign.link.LinkExtractor;
import io.github.osspresign.link.PresignedLink;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Finds the links that a message brings: a header comes before the body. */
final class LinkReader {

    private final LinkExtraction extraction;

    LinkReader(LinkExtraction extraction) {
        this.extraction = extraction;
    }

    /** The one link of a message to a producer. */
    static PresignedLink single(Exchange exchange) {
        PresignedLink link = fromHeaders(exchange);
        return link == null ? fromBody(exchange) : link;
    }

    /** The links of a message of a link source, which the caller closes; text for people may have none. */
    LinkEntries all(Exchange exchange) {
        return LinkEntries.of(links(exchange));
    }

    private List<PresignedLink> links(Exchange exchange) {
        PresignedLink link = fromHeaders(exchange);
        if (link != null) {
            return List.of(link);
        }
        Message message = exchange.getMessage();
        if (extraction == LinkExtraction.TEXT) {
            return LinkExtractor.fromText(text(message));
        }
        String text = text(message);
        List<PresignedLink> links = message.getBody() instanceof PresignedLink || isJson(text)
                ? List.of(fromBody(exchange))
                : LinkExtractor.fromUriList(text);
        if (links.isEmpty()) {
            throw noLink(message.getBody());
        }
        return links;
    }

    private static @Nullable PresignedLink fromHeaders(Exchange exchange) {
        Message message = exchange.getMessage();
        PresignedLink link = toLink(exchange, message.getHeader(OssPresignedConstants.LINK));
        return link == null ? toLink(exchange, message.getHeader(OssPresignedConstants.URL)) : link;
    }

    private static PresignedLink fromBody(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        PresignedLink link = toLink(exchange, body);
        if (link == null) {
            throw noLink(body);
        }
        return link;
    }

    private static IllegalArgumentException noLink(@Nullable Object body) {
        return new IllegalArgumentException("link: expected the header " + OssPresignedConstants.LINK + " or "
                + OssPresignedConstants.URL + ", or a body that is a link, its JSON form or a URL, but was "
                + describe(body));
    }

    /** Not by Camel's conversion to a link: where that fails it prints the value, which is a secret. */
    private static @Nullable PresignedLink toLink(Exchange exchange, @Nullable Object value) {
        if (value == null || value instanceof PresignedLink) {
            return (PresignedLink) value;
        }
        String text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, value);
        return text == null || text.isBlank() ? null : PresignedLinkConverters.toLink(text);
    }

    private static boolean isJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    private static String text(Message message) {
        String text = message.getBody(String.class);
        return text == null ? "" : text;
    }

    /** A body may hold anything; its type is enough to find the mistake. */
    private static String describe(@Nullable Object body) {
        return body == null ? "no body" : "a " + body.getClass().getName();
    }
}
