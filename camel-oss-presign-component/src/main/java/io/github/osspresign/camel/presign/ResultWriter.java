package io.github.osspresign.camel.presign;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes a signed URL, and what is known about it, into a message. */
final class ResultWriter {

    private final PresignOutput output;

    ResultWriter(PresignOutput output) {
        this.output = output;
    }

    void write(Message message, SignedLink signed) {
        PresignedLink link = signed.link();
        if (output.toHeaders()) {
            writeHeaders(message, signed, link);
        }
        if (output.toBody()) {
            message.setBody(LinkJson.write(link));
            message.setHeader(Exchange.CONTENT_TYPE, PresignedLink.MEDIA_TYPE);
        }
    }

    private static void writeHeaders(Message message, SignedLink signed, PresignedLink link) {
        message.setHeader(PresignConstants.URL, link.url());
        message.setHeader(PresignConstants.URL_MASKED, link.maskedUrl());
        message.setHeader(PresignConstants.METHOD, link.method());
        message.setHeader(PresignConstants.EXPIRES_AT, signed.url().expiresAt());
        message.setHeader(
                PresignConstants.LIFETIME_LIMIT,
                signed.lifetime().limit().name().toLowerCase(Locale.ROOT));
        message.setHeader(PresignConstants.REQUIRED_HEADERS, link.requiredHeaders());
        message.setHeader(PresignConstants.BROWSER_USABLE, signed.isBrowserUsable());
        message.setHeader(PresignConstants.LINK, link);
    }
}
