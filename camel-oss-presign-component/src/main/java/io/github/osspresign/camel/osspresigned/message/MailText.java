// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the text of a mail: its plain text and HTML parts, including those of forwarded mails. It skips attachments,
 * which are parts with the disposition {@code attachment} or a file name.
 */
final class MailText {

    /** Limits far above real mails. Anyone can send a mail, and its text is kept in memory. */
    static final int MAX_DEPTH = 20;

    static final int MAX_PARTS = 500;
    static final int MAX_BYTES = 16 << 20;

    private final StringBuilder text = new StringBuilder();
    private int parts;
    private int bytes;

    private MailText() {}

    /**
     * Returns the text of a mail, or {@code null} if the body is neither a mail nor a multipart content.
     *
     * @throws IllegalArgumentException if the mail exceeds a limit
     */
    public static @Nullable String of(@Nullable Object body) {
        MailText mail = new MailText();
        try {
            if (body instanceof Part part) {
                mail.add(part, 1);
            } else if (body instanceof Multipart multipart) {
                mail.addAll(multipart, 1);
            } else {
                return null;
            }
        } catch (MessagingException | IOException e) {
            throw new RuntimeCamelException("mail: a part cannot be read", e);
        }
        return mail.text.toString();
    }

    private void addAll(Multipart multipart, int depth) throws MessagingException, IOException {
        for (int i = 0; i < multipart.getCount(); i++) {
            add(multipart.getBodyPart(i), depth);
        }
    }

    private void add(Part part, int depth) throws MessagingException, IOException {
        if (depth > MAX_DEPTH) {
            throw tooLarge("at most " + MAX_DEPTH + " levels of parts");
        }
        if (++parts > MAX_PARTS) {
            throw tooLarge("at most " + MAX_PARTS + " parts");
        }
        if (isAttachment(part)) {
            return;
        }
        if (part.isMimeType("text/plain") || part.isMimeType("text/html") || !hasType(part)) {
            // The empty line prevents that a link continues in the next part.
            text.append(FlowedText.joinLines(read(part), part.getContentType())).append("\n\n");
        } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart inner) {
            addAll(inner, depth + 1);
        } else if (part.isMimeType("message/rfc822") && part.getContent() instanceof Part forwarded) {
            add(forwarded, depth + 1);
        }
    }

    /** Returns whether the media type of a part can be read. If not, the part is text (RFC 2045, 5.2). */
    private static boolean hasType(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType().split(";", 2)[0]).getPrimaryType() != null;
        } catch (ParseException e) {
            return false;
        }
    }

    /** Checks the file name too, because some mail software declares attachments as inline. */
    private static boolean isAttachment(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null;
    }

    private String read(Part part) throws MessagingException, IOException {
        try (InputStream content = part.getInputStream()) {
            byte[] read = content.readNBytes(MAX_BYTES - bytes + 1);
            bytes += read.length;
            if (bytes > MAX_BYTES) {
                throw tooLarge("at most " + MAX_BYTES + " bytes of text");
            }
            return new String(read, charset(part.getContentType()));
        }
    }

    /** Returns ISO 8859-1 for an unknown character set. Links are ASCII, which nearly all character sets contain. */
    private static Charset charset(String contentType) {
        try {
            String name = new ContentType(contentType).getParameter("charset");
            return name == null ? UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalArgumentException e) {
            return ISO_8859_1;
        }
    }

    private static IllegalArgumentException tooLarge(String limit) {
        return new IllegalArgumentException("mail: must have " + limit + ", has more");
    }
}
