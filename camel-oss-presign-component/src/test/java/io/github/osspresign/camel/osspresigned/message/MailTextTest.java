// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.WithoutMail;
import io.github.osspresign.test.JavaCommand;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The text of a mail is limited, because anyone can send a mail. */
class MailTextTest {

    private static String text(String mail) throws MessagingException {
        return MailText.of(new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(US_ASCII))));
    }

    private static String nested(int depth) {
        String mail = "Content-Type: text/plain\r\n\r\nhello";
        for (int i = 1; i < depth; i++) {
            mail = "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n" + mail + "\r\n--b" + i
                    + "--\r\n";
        }
        return mail;
    }

    private static String parts(int number, String content) {
        return "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + ("--b\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n").repeat(number) + "--b--\r\n";
    }

    @Test
    void readsBothTextFormsOfForwardedMail() throws Exception {
        assertThat(text("Content-Type: message/rfc822\r\n\r\nSubject: forwarded\r\n" + parts(2, "hello"))
                        .lines())
                .filteredOn("hello"::equals)
                .hasSize(2);
    }

    @Test
    void limitsNestingOfParts() throws Exception {
        assertThat(text(nested(MailText.MAX_DEPTH)).strip()).isEqualTo("hello");
        assertThatThrownBy(() -> text(nested(MailText.MAX_DEPTH + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mail: must have at most 20 levels of parts, has more");
        assertThatThrownBy(() -> text(nested(1000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsNumberOfParts() throws Exception {
        // The mail itself counts as the first part.
        assertThat(text(parts(MailText.MAX_PARTS - 1, "hello")).lines())
                .filteredOn("hello"::equals)
                .hasSize(MailText.MAX_PARTS - 1);
        assertThatThrownBy(() -> text(parts(MailText.MAX_PARTS, "hello")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mail: must have at most 500 parts, has more");
    }

    @Test
    void limitsBytesOfText() throws Exception {
        String half = "x".repeat(MailText.MAX_BYTES / 2);
        assertThat(text(parts(2, half))).hasSizeGreaterThanOrEqualTo(MailText.MAX_BYTES);
        assertThatThrownBy(() -> text(parts(2, half + "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mail: must have at most 16777216 bytes of text, has more");
    }

    @Test
    void limitsBytesOfLongQuotedPrintableLine() {
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "=3C".repeat(17_000_000);
        assertThatThrownBy(() -> text(mail)).hasMessage("mail: must have at most 16777216 bytes of text, has more");
    }

    @Test
    void returnsNullForOtherBody() {
        assertThat(MailText.of("text")).isNull();
        assertThat(MailText.of(null)).isNull();
    }

    @Test
    void readsTextWithoutTheMailLibrary() throws Exception {
        String classPath = Arrays.stream(JavaCommand.classPath().split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(mail)[^/\\\\]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Process child = JavaCommand.of(WithoutMail.class, List.of("-cp", classPath))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), US_ASCII);

        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output).contains("no mail", "1 link");
    }
}
