// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.options.SimpleExpression;
import io.github.osspresign.link.PresignedLink;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Turns presigned links into a mail for people: HTML with a button for each link, and the same as plain text.
 *
 * <p>The links are the body, if it is a collection or an iterator of {@link PresignedLink}, otherwise the link in the header
 * {@code CamelPresignLink}. The body becomes the HTML, the header {@code CamelMailAlternativeBody} the plain text,
 * {@code Content-Type} the media type of the HTML, and {@code subject} the heading. Other headers {@code Content-*} and the
 * header {@code contentType}, which describe the body before, are removed. A mail endpoint of Camel 4.22 or later
 * uses that subject only with {@code useHeaderSubject=true}.
 *
 * <p>Names of files, headings and notes are untrusted: they are escaped, and characters that change the direction or the
 * structure of the text are replaced.
 */
public final class LinkMail implements Processor {

    /** Of Camel's mail component, which need not be present to write a mail. */
    private static final String ALTERNATIVE_BODY = "CamelMailAlternativeBody";

    private static final String SUBJECT = "subject";

    /** Takes precedence over {@code Content-Type} in Camel's mail component. */
    private static final String MAIL_CONTENT_TYPE = "contentType";

    private MailLanguage language = MailLanguage.ENGLISH;
    private ZoneId zone = ZoneOffset.UTC;
    private @Nullable String heading;
    private @Nullable String note;
    private @Nullable String footer;

    /**
     * Sets the language of all fixed texts, dates and numbers.
     *
     * @param language {@code en} (the default) or {@code zh}
     * @throws IllegalArgumentException if it is another language
     */
    public void setLanguage(String language) {
        this.language = MailLanguage.of(language);
    }

    /**
     * Sets the time zone in which the expiry is shown.
     *
     * @param zone an id such as {@code Asia/Shanghai}; UTC by default
     * @throws IllegalArgumentException if there is no such zone
     */
    public void setZone(String zone) {
        try {
            this.zone = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone: must be a time zone such as Asia/Shanghai, was '" + zone + "'", e);
        }
    }

    /**
     * Sets the heading, which is the subject too. The default names the number of files.
     *
     * @param heading text that may contain expressions of Camel's Simple language
     */
    public void setHeading(String heading) {
        this.heading = heading;
    }

    /**
     * Sets a text of the sender below the heading; none by default.
     *
     * @param note text of one or more lines that may contain expressions of Camel's Simple language
     */
    public void setNote(String note) {
        this.note = note;
    }

    /**
     * Sets a text below the files. The default one says that the links are all it takes, and must not be forwarded.
     *
     * @param footer text that may contain expressions of Camel's Simple language
     */
    public void setFooter(String footer) {
        this.footer = footer;
    }

    /**
     * Replaces the links of a message by the mail.
     *
     * @throws IllegalArgumentException if the message has no link, or one that does not work with a click, such as an
     *     upload link
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        List<OfferedFile> files = files(message);
        String title = heading == null
                ? language.format("heading", files.size())
                : PlainCharacters.line(evaluated(heading, exchange));
        MailContent content = MailContent.of(
                language,
                title,
                note == null ? "" : evaluated(note, exchange),
                files,
                footer == null ? language.format("forRecipientOnly", files.size()) : evaluated(footer, exchange));

        // Those of a received mail or file describe the body that is replaced, and would become headers of this mail.
        message.removeHeaders("Content-*");
        message.removeHeader(MAIL_CONTENT_TYPE);
        message.setHeader(SUBJECT, title);
        message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=UTF-8");
        message.setHeader(ALTERNATIVE_BODY, PlainMail.write(content));
        message.setBody(HtmlMail.write(content));
    }

    private List<OfferedFile> files(Message message) throws Exception {
        Iterator<?> links = links(message.getBody());
        if (links != null) {
            return files(links);
        }
        PresignedLink link = message.getHeader(PresignConstants.LINK, PresignedLink.class);
        if (link == null) {
            throw new IllegalArgumentException("mail: requires a link in the header " + PresignConstants.LINK
                    + ", or a list or iterator of links as body");
        }
        // The headers of a single link may tell more of the file than the link does.
        String name = message.getHeader(PresignConstants.DOWNLOAD_FILE_NAME, String.class);
        Long size = link.size();
        for (String header : List.of(PresignConstants.OBJECT_SIZE, Exchange.FILE_LENGTH)) {
            size = size == null ? message.getHeader(header, Long.class) : size;
        }
        return List.of(OfferedFile.of(link, name, size, language, zone));
    }

    private List<OfferedFile> files(Iterator<?> links) throws Exception {
        List<OfferedFile> files = new ArrayList<>();
        while (links.hasNext()) {
            PresignedLink link = link(links.next());
            files.add(OfferedFile.of(link, null, link.size(), language, zone));
        }
        if (files.isEmpty()) {
            // A link in a header is that of another message: of the last one that was added to the list, for example.
            throw new IllegalArgumentException("body: must have at least one link, was empty");
        }
        return OfferedFile.distinguished(files);
    }

    /** Returns {@code null} for a body that is no list of links. */
    private static @Nullable Iterator<?> links(@Nullable Object body) {
        if (body instanceof Iterator<?> links) {
            return links;
        }
        return body instanceof Collection<?> links ? links.iterator() : null;
    }

    private static PresignedLink link(@Nullable Object element) {
        if (element instanceof PresignedLink link) {
            return link;
        }
        throw new IllegalArgumentException("body: must consist of elements of type PresignedLink, has "
                + (element == null
                        ? "null"
                        : "one of type " + element.getClass().getSimpleName()));
    }

    private static String evaluated(String text, Exchange exchange) {
        if (!text.contains("${")) {
            return text;
        }
        String value = SimpleExpression.of(text, exchange.getContext()).evaluate(exchange, String.class);
        return value == null ? "" : value;
    }
}
