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
 * What a mail has to read: its parts of plain text and HTML, also those of a mail that it forwards. Attachments, which are
 * the parts that say so and those with the name of a file, are left alone.
 */
public final class MailText {

    /** Far beyond what mail software makes: anyone may send a mail, and all of this is kept in memory. */
    static final int MAX_DEPTH = 20;

    static final int MAX_PARTS = 500;
    static final int MAX_BYTES = 16 << 20;

    private final StringBuilder text = new StringBuilder();
    private int parts;
    private int bytes;

    private MailText() {}

    /**
     * The text of a mail or of its parts, {@code null} where the body is neither.
     *
     * @throws IllegalArgumentException if the mail has more parts or more text than a mail should
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
            throw new RuntimeCamelException("mail: expected parts that can be read but one cannot", e);
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
            throw tooLarge("parts at most " + MAX_DEPTH + " deep");
        }
        if (++parts > MAX_PARTS) {
            throw tooLarge("at most " + MAX_PARTS + " parts");
        }
        if (isAttachment(part)) {
            return;
        }
        if (part.isMimeType("text/plain") || part.isMimeType("text/html")) {
            // An empty line between them, so that nothing goes on from one to the other.
            text.append(FlowedText.unbroken(read(part), part.getContentType())).append("\n\n");
        } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart inner) {
            addAll(inner, depth + 1);
        } else if (part.isMimeType("message/rfc822") && part.getContent() instanceof Part forwarded) {
            add(forwarded, depth + 1);
        }
    }

    /** Some mail software names a file and says that it is to be shown with the text. */
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

    /** Links are ASCII, which nearly every character set has: one that nobody knows does no harm to them. */
    private static Charset charset(String contentType) {
        try {
            String name = new ContentType(contentType).getParameter("charset");
            return name == null ? UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalArgumentException e) {
            return ISO_8859_1;
        }
    }

    private static IllegalArgumentException tooLarge(String expected) {
        return new IllegalArgumentException("mail: expected " + expected + " but was one with more");
    }
}
