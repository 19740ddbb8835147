// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.text.LinkExtractor;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The link is found in mails as mail programs and scanners write them. The mails are written by hand after the public
 * descriptions: RFC 3676 for flowed text, the help of Outlook for its replies in plain text, that of Microsoft 365 for Safe
 * Links, and that of Proofpoint for its decoder of rewritten URLs.
 */
class MailProgramsTest {

    private static InputStream resource(String name) {
        return Objects.requireNonNull(MailProgramsTest.class.getResourceAsStream("/mails/" + name), name);
    }

    private static String link() throws IOException {
        try (InputStream text = resource("link.txt")) {
            return new String(text.readAllBytes(), US_ASCII).strip();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apple-mail-reply.eml",
                "apple-mail-reply-to-reply.eml",
                "gmail-forward-proofpoint-2.eml",
                "mutt-nested-reply.eml",
                "outlook-plain-reply.eml",
                "outlook-proofpoint-3.eml",
                "outlook-safe-links.eml",
                "outlook-safe-links-around-proofpoint-3.eml",
                "thunderbird-reply-to-safe-links.eml"
            })
    void findsTheLinkOnce(String mail) throws Exception {
        try (InputStream content = resource(mail)) {
            assertThat(LinkExtractor.fromText(MailText.of(new MimeMessage(null, content))))
                    .extracting(PresignedLink::url)
                    .containsExactly(link());
        }
    }
}
