package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Message;

/** Finds the link that a message asks to renew. */
final class EndedLink {

    private EndedLink() {}

    /**
     * Reads the header {@code CamelPresignLink} where it is a link value, else the body: a link value, its JSON form or a
     * URL, as text, bytes or a stream.
     *
     * @param method what a URL alone is signed for, since it does not tell
     * @throws IllegalArgumentException if there is none
     */
    static PresignedLink of(Message message, HttpMethod method) throws IOException {
        if (message.getHeader(PresignConstants.LINK) instanceof PresignedLink link) {
            return link;
        }
        Object body = message.getBody();
        if (body instanceof PresignedLink link) {
            return link;
        }
        if (body instanceof CharSequence text) {
            String content = text.toString().strip();
            return content.startsWith("{") ? PresignedLink.parse(content) : PresignedLink.of(content, method.name());
        }
        if (body instanceof byte[] bytes) {
            return PresignedLink.parse(new String(bytes, UTF_8));
        }
        if (body instanceof InputStream stream) {
            return PresignedLink.parse(stream);
        }
        throw new IllegalArgumentException("body: must be a link in its JSON form or a URL with operation=renew, was "
                + (body == null ? "empty" : "a " + body.getClass().getName()));
    }
}
