// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Reads the PUT link of a message. A plain URL does not show its method and is assumed to be for PUT. */
public final class UploadLinkReader {

    private static final String METHOD = "PUT";

    private UploadLinkReader() {}

    /**
     * Returns the link in the headers. The body is the content to upload.
     *
     * @throws IllegalArgumentException if the headers contain no link
     */
    public static PresignedLink fromHeaders(Exchange exchange) {
        PresignedLink link = LinkReader.fromHeaders(exchange, value -> parse(value, METHOD));
        if (link == null) {
            throw new IllegalArgumentException("link: not set; with operation=upload, set the header "
                    + OssPresignedConstants.LINK + ", " + OssPresignedConstants.URL + " or "
                    + OssPresignedConstants.UPLOAD);
        }
        return link;
    }

    /**
     * Returns the link in the headers, or else in the body.
     *
     * @param method method of a link that is given as a URL only
     * @throws IllegalArgumentException if there is none
     */
    public static PresignedLink fromReply(Exchange exchange, String method) {
        Function<String, PresignedLink> parser = value -> parse(value, method);
        PresignedLink link = LinkReader.fromHeaders(exchange, parser);
        if (link == null) {
            link = LinkReader.toLink(exchange, exchange.getMessage().getBody(), parser);
        }
        if (link == null) {
            throw new IllegalArgumentException("link: must be in the header " + OssPresignedConstants.LINK + " or "
                    + OssPresignedConstants.URL + ", or be the body, but there is none");
        }
        return link;
    }

    private static PresignedLink parse(String value, String method) {
        String text = value.strip();
        return text.startsWith("{") ? LinkJson.read(text) : PresignedLink.of(text, method);
    }
}
