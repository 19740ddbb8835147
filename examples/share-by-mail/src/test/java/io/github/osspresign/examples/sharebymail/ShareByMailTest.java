// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.PrintedText;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example runs with either kind of route, without an account. */
class ShareByMailTest {

    private final PrintedText printed = new PrintedText();

    @AutoClose
    private final PrintedText logged = PrintedText.ofStandardError();

    private void run(List<String> arguments, Map<String, String> environment) throws Exception {
        try (ShareByMail example = new ShareByMail(Settings.of(arguments, environment), TransferView.of(printed))) {
            assertThat(example.run()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void theFileArrivesUnchangedUnderItsName(String routes) throws Exception {
        run(routes.equals("yaml") ? List.of("--yaml") : List.of(), Map.of());

        assertThat(printed.toString())
                .doesNotContain("x-oss-signature", "\r", "\033")
                .containsSubsequence(
                        "1. Found in the outbox: 报告 Q1+2 (final) 100%.pdf (5.2 MB)",
                        "2. Stored in the bucket and linked until ",
                        "/…/报告 Q1+2 (final) 100%.pdf?…",
                        "3. The link goes out by mail.",
                        "   报告 Q1+2 (final) 100%.pdf  started, http://127.0.0.1:",
                        "   报告 Q1+2 (final) 100%.pdf  downloaded, 5.2 MB in ",
                        "4. Taken out of the mail and downloaded, verified by crc64:",
                        "/inbox/报告 Q1+2 (final) 100%.pdf",
                        "5. The received file equals the sent one.");
        assertThat(logged.toString())
                .contains("is linked: http://127.0.0.1", "has arrived: http://127.0.0.1", "x-oss-signature=xxxxxx")
                .doesNotContainPattern("x-oss-signature=[0-9a-f]");
        assertThatPicturesShowIt();
    }

    private void assertThatPicturesShowIt() throws IOException {
        for (QuickStartPicture picture :
                List.of(new QuickStartPicture("quick-start", 108), new QuickStartPicture("quick-start-portrait", 46))) {
            String drawn = picture.of(printed.toString());
            if (Boolean.getBoolean("docs.update")) {
                Files.writeString(picture.file(), drawn);
            }
            assertThat(picture.file())
                    .as("README.md shows what the example prints; -Ddocs.update=true draws it")
                    .hasContent(drawn);
        }
    }

    @Test
    void fullLinkIsPrintedOnlyForSomebodyWhoTriesIt(@TempDir Path copies) {
        for (boolean showsLinks : new boolean[] {false, true}) {
            new Ledger(TransferView.of(printed), showsLinks, copies)
                    .linked(
                            "https://b.example.com/a/k?Signature=secret",
                            "https://b.example.com/a/k?Signature=xxxxxx",
                            "1");
        }

        assertThat(printed.toString().lines())
                .containsExactly(
                        "2. Stored in the bucket and linked until 1:",
                        "   https://b…/k?…",
                        "2. Stored in the bucket and linked until 1:",
                        "   The full link, for your eyes only, because --keep-running lets you try it:",
                        "",
                        "https://b.example.com/a/k?Signature=secret",
                        "");
    }

    @Test
    void mailInTheChosenLanguageGoesThroughTheDescribedServer() throws Exception {
        GreenMail own = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        own.start();
        try {
            own.setUser("bob@example.com", "bob", "secret");
            String smtp = "smtp://127.0.0.1:" + own.getSmtp().getPort() + "?from=alice@example.com&to=bob@example.com";
            String imap =
                    "imap://127.0.0.1:" + own.getImap().getPort() + "?delay=300&username=bob&password=RAW(secret)";

            run(List.of("--language=zh"), Map.of("MAIL_SMTP_URI", smtp, "MAIL_IMAP_URI", imap));

            assertThat(printed.toString()).doesNotContain("Using an embedded mail server");
            MimeMessage mail = own.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("您收到 1 个文件");
            MimeMultipart forms = (MimeMultipart) mail.getContent();
            assertThat((String) forms.getBodyPart(0).getContent())
                    .contains("报告 Q1+2 (final) 100%.pdf\r\n5.2 MB\r\n<http");
            assertThat((String) forms.getBodyPart(1).getContent()).contains("<html lang=\"zh\">", ">下载</a>");
        } finally {
            own.stop();
        }
    }

    @Test
    void aHalfDescribedServiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(), Map.of("OSS_BUCKET", "b", "OSS_REGION", "r")))
                .withMessageContaining("OSS_ACCESS_KEY_ID")
                .withMessageContaining("OSS_ACCESS_KEY_SECRET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--language=de | language: must be en or zh, was 'de'",
                "--keep-runing | argument: must be --yaml, --expiration=…, --language=…, --keep-running or one existing file, was",
                "--expiration=30 | --expiration: must be a duration with a unit"
            })
    void wrongArgumentIsRefused(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(argument), Map.of()))
                .withMessageStartingWith(message);
    }
}
