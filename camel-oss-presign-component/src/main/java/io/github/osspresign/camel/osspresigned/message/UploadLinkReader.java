package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Exchange;

/** Reads the PUT link of a message. A plain URL does not show its method and is assumed to be for PUT. */
public final class UploadLinkReader {

    public static final String METHOD = "PUT";

    private UploadLinkReader() {}

    /**
     * Returns the link in the headers. The body is the content to upload.
     *
     * @throws IllegalArgumentException if the headers contain no link
     */
    public static PresignedLink fromHeaders(Exchange exchange) {
        PresignedLink link = LinkReader.fromHeaders(exchange, UploadLinkReader::parse);
        if (link == null) {
            throw new IllegalArgumentException("link: not set; with operation=upload, set the header "
                    + OssPresignedConstants.LINK + " or " + OssPresignedConstants.URL);
        }
        return link;
    }

    /**
     * Returns the link in the headers, or else in the body.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PresignedLink fromReply(Exchange exchange) {
        PresignedLink link = LinkReader.fromHeaders(exchange, UploadLinkReader::parse);
        if (link == null) {
            link = LinkReader.toLink(exchange, exchange.getMessage().getBody(), UploadLinkReader::parse);
        }
        if (link == null) {
            throw new IllegalArgumentException("link: must be in the header " + OssPresignedConstants.LINK + " or "
                    + OssPresignedConstants.URL + ", or be the body, but there is none");
        }
        return link;
    }

    private static PresignedLink parse(String value) {
        String text = value.strip();
        return text.startsWith("{") ? LinkJson.read(text) : PresignedLink.of(text, METHOD);
    }
}
