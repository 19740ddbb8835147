// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.PrintedText;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody who gets a link can save what it points to, with a real runtime, and gives nothing away. */
class RecipientsTest {

    private static final String PLAIN = "report.bin";
    private static final String CJK = "共享/报告 Q1+2 ~final.pdf";
    private static final Pattern SIGNATURE = Pattern.compile("x-oss-signature=([0-9a-f]{64})");
    private static final byte[] CONTENT = new byte[1024 * 1024 + 321];

    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    static Path workspace;

    private static Sender sender;
    private static Sender earlierSender;
    private static Browser browser;
    private static Program shortCurl;
    private static final List<Recipient> recipients = new ArrayList<>();

    @TempDir
    Path folder;

    private final CommandLines commandLines = new CommandLines();

    @BeforeAll
    static void start() throws Exception {
        new Random(42).nextBytes(CONTENT);
        OssDevServer server = oss.server();
        server.putObject("demo", PLAIN, CONTENT);
        server.putObject("demo", CJK, CONTENT);
        sender = new Sender(server, Clock.systemUTC());
        earlierSender = new Sender(server, Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));
        browser = new Browser(Recipients.programs(), workspace);
        Bucket.allowPage(server, browser.origin());
        Shell shell = new Shell(Recipients.programs(), workspace);
        shortCurl = Program.shortCurl(shell);
        recipients.addAll(Program.all(shell));
        recipients.add(browser);
    }

    @AfterAll
    static void stop() {
        sender.close();
        earlierSender.close();
        browser.close();
        recipients.clear();
    }

    static Stream<Recipient> recipients() {
        return recipients.stream();
    }

    @ForEachRecipient
    void savesWhatTheLinkPointsToUnderANameInChineseWithAPlusABlankAndATilde(Recipient recipient) throws Exception {
        Outcome outcome = save(recipient, sender.link(CJK), "报告 Q1+2 ~final.pdf");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Saved " + CONTENT.length + " bytes.");
        assertThat(folder.resolve("报告 Q1+2 ~final.pdf")).hasBinaryContent(CONTENT);
    }

    @ForEachRecipient
    void saysThatTheLinkOrTheCredentialsBehindItHaveExpired(Recipient recipient) throws Exception {
        assertFails(recipient, earlierSender.link(PLAIN), 3, "The link has expired. Ask its sender for a new one.");

        oss.server()
                .inject(FaultRule.of(new Fault.StatusError(
                        403, "SecurityTokenExpired", "The security token you provided has expired.")));
        assertFails(recipient, sender.link(PLAIN), 3, "The link has expired. Ask its sender for a new one.");
    }

    @ForEachRecipient
    void keepsNothingOfABodyThatIsCutOff(Recipient recipient) throws Exception {
        oss.server()
                .inject(FaultRule.of(new Fault.CutBodyAfter(100_000))
                        .forMethod("GET")
                        .always());

        assertFails(recipient, sender.link(PLAIN), 1, "The download failed: ");
    }

    @ForEachRecipient
    void doesNotTakeAnotherRefusalForAnEnd(Recipient recipient) throws Exception {
        assertFails(recipient, sender.link("missing"), 1, "The download failed: status 404 NoSuchKey.");
    }

    @ForEachRecipient
    void takesAnAddressWithoutASchemeForNoLink(Recipient recipient) throws Exception {
        assumeIsThere(recipient);

        Outcome outcome = recipient.save(sender.link(PLAIN).replace("http:", ""), folder.resolve("report.bin"));

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains("The download failed: ").doesNotContain("x-oss-signature");
        assertThat(folder).isEmptyDirectory();
    }

    @ForEachRecipient
    void followsNoRedirect(Recipient recipient) throws Exception {
        String elsewhere = sender.link(CJK);
        oss.server()
                .inject(
                        new Fault.Redirect(elsewhere),
                        request -> request.target().contains(PLAIN));

        Outcome outcome = assertFails(recipient, sender.link(PLAIN), 1, "");

        assertThat(outcome.err()).doesNotContain(signature(elsewhere));
    }

    @ForEachRecipient
    void givesNothingAwayWhereTheServerIsDown(Recipient recipient) throws Exception {
        // Nobody listens at the port. A browser could still have a connection to that of the server.
        String link = sender.link(PLAIN).replaceFirst(":\\d+/", ":" + FreePort.find() + "/");

        assertFails(recipient, link, 1, "The download failed: ");
    }

    @Test
    void theShortestCommandSavesTheFileAndKeepsNothingOfARefusal() throws Exception {
        assertThat(save(shortCurl, sender.link(CJK), "报告 Q1+2 ~final.pdf").exitCode())
                .isZero();
        assertThat(folder.resolve("报告 Q1+2 ~final.pdf")).hasBinaryContent(CONTENT);

        Outcome expired = save(shortCurl, earlierSender.link(PLAIN), "report.bin");

        assertThat(expired.exitCode()).isEqualTo(22);
        assertThat(expired.err()).contains("403");
        assertThat(folder.resolve("report.bin")).doesNotExist();
    }

    @Test
    void everybodySavesTheSampleOfTheExample() throws Exception {
        PrintedText printed = new PrintedText();

        assertThat(Recipients.run(TransferView.of(printed), false))
                .as(printed::toString)
                .isTrue();
        assertThat(printed.toString())
                .containsPattern("java-httpclient +saved unchanged")
                .doesNotContain("x-oss-signature");
    }

    /** The browser is closed at the end, not after each test that it is an argument of. */
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("recipients")
    private @interface ForEachRecipient {}

    private Outcome assertFails(Recipient recipient, String link, int exitCode, String error) throws Exception {
        Outcome outcome = save(recipient, link, "report.bin");

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        assertThat(outcome.err()).contains(error);
        assertThat(folder).isEmptyDirectory();
        return outcome;
    }

    /** Lets the recipient save, and looks at what else it has done with the link. */
    private Outcome save(Recipient recipient, String link, String name) throws Exception {
        assumeIsThere(recipient);
        int before = oss.server().requests().size();
        commandLines.watch(oss.server());

        Outcome outcome = recipient.save(link, folder.resolve(name));

        assertThat(outcome.out()).doesNotContain(signature(link));
        assertThat(outcome.err()).doesNotContain(signature(link));
        assertThat(commandLines.seen()).noneMatch(line -> line.contains(signature(link)));
        List<RecordedRequest> all = oss.server().requests();
        assertThat(all.subList(before, all.size())).allSatisfy(request -> isWhatWasSigned(request, link, recipient));
        return outcome;
    }

    private static void assumeIsThere(Recipient recipient) throws Exception {
        String missing = recipient.missing();
        assumeTrue(missing == null, () -> recipient + " needs " + missing);
    }

    private static void isWhatWasSigned(RecordedRequest request, String link, Recipient recipient) {
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers()).doesNotContainKeys("Authorization", "Content-Type", "Referer", "Cookie", "Range");
        assertThat(request.target()).contains(signature(link));
        // Scripts in browsers may not set it, and curl sends none of itself.
        if (recipient != browser && recipient != shortCurl) {
            assertThat(request.headers().get("Accept-Encoding")).containsExactly("identity");
        }
    }

    private static String signature(String link) {
        Matcher matcher = SIGNATURE.matcher(link);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
