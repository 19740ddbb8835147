package io.github.osspresign.camel.presign;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes a signed URL, and what is known about it, into a message. */
final class ResultWriter {

    private final PresignOutput output;

    ResultWriter(PresignOutput output) {
        this.output = output;
    }

    void write(Message message, PresignRequest request, PresignedUrl url, Lifetime lifetime) {
        PresignedLink link = link(request, url);
        if (output.toHeaders()) {
            writeHeaders(message, url, link, lifetime);
        }
        if (output.toBody()) {
            message.setBody(LinkJson.write(link));
            message.setHeader(Exchange.CONTENT_TYPE, PresignedLink.MEDIA_TYPE);
        }
    }

    private static void writeHeaders(Message message, PresignedUrl url, PresignedLink link, Lifetime lifetime) {
        message.setHeader(PresignConstants.URL, url.url());
        message.setHeader(PresignConstants.URL_MASKED, link.maskedUrl());
        message.setHeader(PresignConstants.METHOD, link.method());
        message.setHeader(PresignConstants.EXPIRES_AT, url.expiresAt());
        message.setHeader(
                PresignConstants.LIFETIME_LIMIT, lifetime.limit().name().toLowerCase(Locale.ROOT));
        message.setHeader(PresignConstants.REQUIRED_HEADERS, url.requiredHeaders());
        message.setHeader(PresignConstants.BROWSER_USABLE, isBrowserUsable(url));
        message.setHeader(PresignConstants.LINK, link);
    }

    /** A click sends GET and no header of our choice. */
    private static boolean isBrowserUsable(PresignedUrl url) {
        return url.method() == HttpMethod.GET && url.requiredHeaders().isEmpty();
    }

    private static PresignedLink link(PresignRequest request, PresignedUrl url) {
        return new PresignedLink(
                url.url(),
                url.method().name(),
                url.requiredHeaders(),
                url.expiresAt(),
                request.bucket(),
                request.key(),
                request.query().get("versionId"),
                null,
                null,
                null,
                null);
    }
}
