// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.message.ValueType;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Message;
import org.apache.camel.support.MessageHelper;

/** Reads the link to renew from a message. */
public final class RenewalLinkReader {

    private RenewalLinkReader() {}

    /**
     * Returns the header {@code CamelPresignLink} if it is a {@link PresignedLink}, or else parses the body: a
     * {@link PresignedLink}, its JSON form or a URL, as text, bytes or a stream.
     *
     * @param method method of a link that is given as a URL only, because a URL does not show its method
     * @throws IllegalArgumentException if the message contains no link
     */
    public static PresignedLink of(Message message, HttpMethod method) throws IOException {
        if (message.getHeader(PresignConstants.LINK) instanceof PresignedLink link) {
            return link;
        }
        // Camel rewinds it only if it caches streams.
        MessageHelper.resetStreamCache(message);
        Object body = message.getBody();
        if (body instanceof PresignedLink link) {
            return link;
        }
        if (body instanceof CharSequence text) {
            return PresignedLink.parse(text.toString(), method.name());
        }
        if (body instanceof byte[] bytes) {
            return PresignedLink.parse(new String(bytes, UTF_8), method.name());
        }
        if (body instanceof InputStream stream) {
            // One byte more than the limit, so that the parser sees and refuses a text above the limit.
            return PresignedLink.parse(new String(stream.readNBytes(LinkJson.MAX_LENGTH + 1), UTF_8), method.name());
        }
        throw new IllegalArgumentException(
                "body: must be a link in its JSON form or a URL with operation=renew, was " + ValueType.ofBody(body));
    }
}
