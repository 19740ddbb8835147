// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OptionalLibrary;
import org.jspecify.annotations.Nullable;

/** Access to the optional mail library. Mails are parsed only if the library is on the classpath. */
final class MailSupport {

    private static final boolean PRESENT = OptionalLibrary.hasClass("jakarta.mail.Part");

    private MailSupport() {}

    /** Returns the text of a mail, or {@code null} if the body is not a mail or has been converted to text already. */
    static @Nullable String text(@Nullable Object body) {
        return PRESENT ? MailText.of(body) : null;
    }
}
