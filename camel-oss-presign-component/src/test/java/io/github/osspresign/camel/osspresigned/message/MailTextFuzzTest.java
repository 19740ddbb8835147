// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.link.text.LinkExtractor;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Properties;
import org.apache.camel.RuntimeCamelException;

/** Fuzz test: any mail is read, or refused with the documented exception. */
class MailTextFuzzTest {

    private static final Session SESSION = Session.getInstance(new Properties());

    @FuzzTest
    void mail(byte[] source) throws MessagingException {
        MimeMessage mail = new MimeMessage(SESSION, new ByteArrayInputStream(source));
        String text;
        try {
            text = MailText.of(mail);
        } catch (IllegalArgumentException | RuntimeCamelException e) {
            return;
        }
        LinkExtractor.fromText(text);
    }
}
