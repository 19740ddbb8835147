package io.github.osspresign.examples.sharebymail;

import io.github.osspresign.camel.PresignConstants;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.component.mail.MailConstants;

/** Writes the mail that carries a link: readable HTML, and the same as plain text for those who prefer it. */
public final class LinkMail {

    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern(
                    "EEEE, d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    // tag::write[]
    /** Turns a message with a link in its headers into a mail. */
    @Handler
    public void write(
            Message message,
            @Header(Exchange.FILE_NAME) String name,
            @Header(Exchange.FILE_LENGTH) long bytes,
            @Header(PresignConstants.EXPIRES_AT) Instant expiresAt,
            @Header(PresignConstants.URL) String url) {
        String size = readable(bytes);
        String until = UNTIL.format(expiresAt);
        message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=UTF-8");
        message.setHeader(MailConstants.MAIL_ALTERNATIVE_BODY, plain(name, size, until, url));
        message.setBody(html(name, size, until, url));
    }
    // end::write[]

    // tag::forms[]
    private static String plain(String name, String size, String until, String url) {
        return """
                A file is waiting for you.

                Name:  %s
                Size:  %s
                Until: %s

                <%s>

                You need no account; the link is all it takes. Do not pass it on to others.
                """.formatted(name, size, until, url);
    }

    private static String html(String name, String size, String until, String url) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <body style="font-family: sans-serif">
                <p>A file is waiting for you.</p>
                <table>
                <tr><td>Name</td><td><b>%1$s</b></td></tr>
                <tr><td>Size</td><td>%2$s</td></tr>
                <tr><td>Until</td><td>%3$s</td></tr>
                </table>
                <p><a href="%4$s">Download %1$s</a></p>
                <p>You need no account; the link is all it takes. Do not pass it on to others.</p>
                </body>
                </html>
                """.formatted(escaped(name), size, until, escaped(url));
    }
    // end::forms[]

    static String readable(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
