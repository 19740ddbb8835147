package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Exchange;

/** Finds the PUT link of a message. A URL alone does not tell its method, so it is taken for one. */
public final class UploadLink {

    public static final String METHOD = "PUT";

    private UploadLink() {}

    /** The link in the headers; the body is what is uploaded. */
    public static PresignedLink fromHeaders(Exchange exchange) {
        PresignedLink link = LinkReader.fromHeaders(exchange, UploadLink::parse);
        if (link == null) {
            throw new IllegalArgumentException(
                    "link: expected the header " + OssPresignedConstants.LINK + " or " + OssPresignedConstants.URL
                            + " with operation=upload, whose body is uploaded, but there is neither");
        }
        return link;
    }

    /** The link in the headers, else in the body. */
    public static PresignedLink fromAnswer(Exchange exchange) {
        PresignedLink link = LinkReader.fromHeaders(exchange, UploadLink::parse);
        if (link == null) {
            link = LinkReader.toLink(exchange, exchange.getMessage().getBody(), UploadLink::parse);
        }
        if (link == null) {
            throw new IllegalArgumentException("link: expected the header " + OssPresignedConstants.LINK + " or "
                    + OssPresignedConstants.URL + ", or a body, but there is none");
        }
        return link;
    }

    private static PresignedLink parse(String value) {
        String text = value.strip();
        return text.startsWith("{") ? LinkJson.read(text) : PresignedLink.of(text, METHOD);
    }
}
