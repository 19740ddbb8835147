package io.github.osspresign.camel.osspresigned.message;

import org.jspecify.annotations.Nullable;

/** Looks into mails only where there is the library that they come from. */
final class MailSupport {

    private static final boolean PRESENT = isPresent();

    private MailSupport() {}

    /** The text of a mail, {@code null} where the body is none or a mail of one part, which is text already. */
    static @Nullable String text(@Nullable Object body) {
        return PRESENT ? MailText.of(body) : null;
    }

    private static boolean isPresent() {
        try {
            Class.forName("jakarta.mail.Part", false, MailSupport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
