// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.message.MailText;
import io.github.osspresign.camel.osspresigned.monitor.LinkSummary;
import io.github.osspresign.camel.osspresigned.monitor.TransferListener;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mail with excessive content is refused, or processed link by link. */
@Tag("slow")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileMailTest extends MailboxTestSupport {

    private static final int LINKS = Integer.getInteger("mail.links", 5_000);

    private static MimeMessage mail(String head, String body) throws Exception {
        InputStream bytes = new SequenceInputStream(
                new ByteArrayInputStream((head + "\r\n\r\n").getBytes(US_ASCII)),
                new ByteArrayInputStream(body.getBytes(US_ASCII)));
        return new MimeMessage(null, bytes);
    }

    @Test
    void mailWithVeryManyLinksIsProcessedLinkByLink() throws Exception {
        BlockingQueue<LinkSummary> summaries = new LinkedBlockingQueue<>();
        context.getRegistry().bind("listener", new TransferListener() {
            @Override
            public void batchFinished(String exchangeId, LinkSummary summary) {
                summaries.add(summary);
            }
        });
        // The host is not allowed here, so no request is sent.
        String links = IntStream.range(0, LINKS)
                .mapToObj(i -> "https://b.oss-cn-hangzhou.aliyuncs.com/" + i
                        + "?Expires=1&OSSAccessKeyId=a&Signature=X01Shf5pjX3NVgJDU4qU%2FpwSs6U%3D\r\n")
                .collect(Collectors.joining());
        bob.deliver(mail("From: eve@example.com\r\nTo: bob@example.com\r\nContent-Type: text/plain", links));

        context.addRoutes(route(consumer("&progressListener=#listener")
                .replace("&initialDelay=0", "&initialDelay=0&mail.imap.partialfetch=false")));
        context.start();

        LinkSummary summary = summaries.poll(100, TimeUnit.SECONDS);
        assertThat(summary)
                .hasToString(LINKS + " links: 0 downloaded, 0 duplicates, " + LINKS
                        + " failed (HostNotAllowedException " + LINKS + ")");
        assertThat(isSeen()).isFalse();
    }

    @Test
    void refusesTenThousandLevels() throws Exception {
        String levels = IntStream.range(0, 10_000)
                .mapToObj(i -> "--b" + i + "\r\nContent-Type: multipart/mixed; boundary=b" + (i + 1) + "\r\n\r\n")
                .collect(Collectors.joining());
        assertRefused("multipart/mixed; boundary=b0", levels, "at most 20 levels of parts");
    }

    @Test
    void refusesHundredThousandParts() throws Exception {
        assertRefused("multipart/mixed; boundary=b", "--b\r\n\r\nx\r\n".repeat(100_000) + "--b--", "at most 500 parts");
    }

    @Test
    void refusesMegabytesOfBase64Text() throws Exception {
        String part = "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + ("aHR0cHM6Ly9h".repeat(6) + "\r\n").repeat(340_000);
        assertRefused("multipart/mixed; boundary=b", part, "at most 16777216 bytes of text");
    }

    @Test
    void refusesLongQuotedPrintableLine() throws Exception {
        String part = "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + "=3C".repeat(17_000_000);
        assertRefused("multipart/mixed; boundary=b", part, "at most 16777216 bytes of text");
    }

    private static void assertRefused(String type, String body, String expected) throws Exception {
        MimeMessage mail = mail("Content-Type: " + type, body);
        assertThatThrownBy(() -> MailText.of(mail))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mail: must have " + expected + ", has more");
    }
}
