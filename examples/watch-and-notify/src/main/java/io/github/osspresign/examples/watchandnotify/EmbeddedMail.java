// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail server in this process, with one mailbox. */
final class EmbeddedMail implements AutoCloseable {

    /**
     * Mail in the mailbox.
     *
     * @param id is the same when a mail is sent again
     * @param sentAt with a precision of seconds
     * @param keys keys of the announced objects
     */
    record Mail(String id, Instant sentAt, List<String> keys) {}

    private static final String ADDRESS = "team@example.com";
    private static final Pattern LINK = Pattern.compile("<(https?://[^>]+)>");

    private final List<MimeMessage> earlier = new ArrayList<>();
    private GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final int port;

    EmbeddedMail() {
        server.start();
        port = server.getSmtp().getPort();
    }

    String smtp() {
        return "smtp://127.0.0.1:" + port + "?from=watch@example.com&to=" + ADDRESS;
    }

    /** Returns the mails in the order of their arrival. */
    synchronized List<Mail> mails() {
        return Stream.concat(earlier.stream(), Arrays.stream(server.getReceivedMessages()))
                .map(EmbeddedMail::mail)
                .toList();
    }

    /** Sets what happens before a mail is stored and confirmed. */
    synchronized void beforeConfirmation(Runnable action) {
        UserManager users = server.getUserManager();
        users.setMessageDeliveryHandler((message, address) -> {
            action.run();
            GreenMailUser user = users.getUserByEmail(address.getEmail());
            return user == null ? users.createUser(address.getEmail(), address.getEmail(), "embedded") : user;
        });
    }

    /** Refuses connections. */
    synchronized void down() {
        earlier.addAll(List.of(server.getReceivedMessages()));
        server.stop();
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    /** Accepts mails again. */
    synchronized void up() {
        server.start();
    }

    private static Mail mail(MimeMessage message) {
        try {
            List<String> keys = LINK.matcher(plainText(message))
                    .results()
                    .map(link -> URI.create(link.group(1)).getPath())
                    .map(path -> path.substring(path.indexOf('/', 1) + 1))
                    .toList();
            return new Mail(message.getMessageID(), message.getSentDate().toInstant(), keys);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a mail cannot be read", e);
        }
    }

    private static String plainText(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                text.append(plainText(parts.getBodyPart(i)));
            }
            return text.toString();
        }
        return "";
    }

    @Override
    public synchronized void close() {
        server.stop();
    }
}
