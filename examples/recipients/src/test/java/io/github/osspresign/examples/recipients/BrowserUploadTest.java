// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.test.Chrome;
import io.github.osspresign.test.FreePort;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page uploads files in parts in a real browser. {@code -Dupload.mebibytes=200} is the long form. */
@Tag("slow")
class BrowserUploadTest {

    private static final int MIB = 1024 * 1024;
    private static final int PART_SIZE = 8 * MIB;
    private static final int IN_FLIGHT = 3;
    private static final int LARGE = Integer.getInteger("upload.mebibytes", 60) * MIB;
    private static final Pattern PART_NUMBER = Pattern.compile("partNumber=(\\d+)");

    @RegisterExtension
    final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    static Path profile;

    @AutoClose
    private static Chrome chrome;

    @TempDir
    Path folder;

    @AutoClose
    private UploadPage page;

    private UploadTab tab;

    @BeforeAll
    static void startBrowser() throws Exception {
        chrome = Chrome.require(profile);
    }

    @BeforeEach
    void open() throws Exception {
        page = new UploadPage(oss.server(), Recipients.programs().resolve("browser"), FreePort.find());
        Bucket.allowUploads(oss.server(), page.origin());
        tab = openTab("idle");
    }

    private UploadTab openTab(String state) throws Exception {
        UploadTab opened = new UploadTab(chrome.open(page.origin() + "/upload.html"));
        opened.awaitState(state);
        return opened;
    }

    /** Resets all connections that send a part. */
    private void cutOff(String part) {
        oss.server()
                .inject(FaultRule.of(new Fault.ConnectionReset())
                        .forQuery("partNumber", part)
                        .always());
    }

    private Path file(String name, int size) throws Exception {
        Path file = folder.resolve(name);
        byte[] bytes = new byte[MIB];
        Random random = new Random(42);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int left = size; left > 0; left -= bytes.length) {
                random.nextBytes(bytes);
                out.write(bytes, 0, Math.min(left, bytes.length));
            }
        }
        return file;
    }

    private List<RecordedRequest> parts() {
        return oss.server().requests().stream()
                .filter(request ->
                        request.method().equals("PUT") && request.target().contains("partNumber="))
                .toList();
    }

    private static Set<Integer> stored(List<RecordedRequest> requests) {
        return requests.stream()
                .filter(request -> request.status() == 200)
                .map(BrowserUploadTest::number)
                .collect(Collectors.toSet());
    }

    private static int number(RecordedRequest request) {
        return PART_NUMBER
                .matcher(request.target())
                .results()
                .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private void assertThatObjectIs(Path file) throws Exception {
        String target = parts().get(0).target();
        String key = target.substring(target.indexOf("uploads/"), target.indexOf('?'));
        assertThat(oss.server().objectBytes("demo", key)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void uploadContinuesAfterTheConnectionIsCutAndThePageIsReloaded() throws Exception {
        Path file = file("film.bin", LARGE);
        int middle = LARGE / PART_SIZE / 2;
        oss.server()
                .inject(FaultRule.of(new Fault.CutUploadAfter(PART_SIZE / 2))
                        .forQuery("partNumber", "*")
                        .forMethod("PUT")
                        .onNth(middle)
                        .times(IN_FLIGHT));
        oss.server()
                .inject(FaultRule.of(new Fault.ConnectionReset())
                        .forQuery("partNumber", "*")
                        .forMethod("PUT")
                        .onNth(middle)
                        .always());

        tab.choose(file);
        tab.awaitState("waiting");
        tab.reload();
        tab.awaitState("unfinished");
        assertThat(tab.notice()).contains("film.bin is not finished");
        List<RecordedRequest> before = parts();
        oss.server().clearFaults();
        tab.choose(file);
        tab.awaitState("done");

        assertThatObjectIs(file);
        List<RecordedRequest> after = parts().subList(before.size(), parts().size());
        assertThat(stored(before)).hasSize(middle - 1);
        assertThat(stored(after)).doesNotContainAnyElementsOf(stored(before));
        // Beside the parts that were cut, nothing is sent twice.
        assertThat(after)
                .hasSize((LARGE + PART_SIZE - 1) / PART_SIZE - stored(before).size());
    }

    @Test
    void uploadOfAnotherTabIsContinuedOnlyWhenThatTabIsClosed() throws Exception {
        Path file = file("film.bin", 2 * PART_SIZE);
        cutOff("2");
        tab.choose(file);
        tab.awaitState("waiting");

        UploadTab other = openTab("elsewhere");
        assertThat(other.notice()).contains("open in another tab");
        assertThat(other.evaluate("document.getElementById('cancel').hidden")).isEqualTo("true");
        tab.evaluate("location.replace('about:blank')");
        other.awaitState("unfinished");
        oss.server().clearFaults();
        other.choose(file);
        other.awaitState("done");

        assertThatObjectIs(file);
        assertThat(stored(parts())).containsExactlyInAnyOrder(1, 2);
        openTab("idle");
    }

    @Test
    void uploadCanBePausedAndResumed() throws Exception {
        Path file = file("film.bin", 5 * PART_SIZE);
        oss.server()
                .inject(FaultRule.of(new Fault.DelayedResponse(Duration.ofSeconds(2)))
                        .forMethod("PUT")
                        .always());

        tab.choose(file);
        tab.await("document.getElementById('progress').value > 0");
        tab.click("pause");
        tab.awaitState("paused");
        oss.server().clearFaults();
        tab.click("resume");
        tab.awaitState("done");

        assertThatObjectIs(file);
        assertThat(tab.evaluate("localStorage.length")).isEqualTo("0");
    }

    @Test
    void anotherFileDoesNotContinueAnUploadWhosePartsAreDeletedWithCancel() throws Exception {
        cutOff("3");
        tab.choose(file("film.bin", 3 * PART_SIZE));
        tab.awaitState("waiting");
        tab.reload();
        tab.choose(file("other.bin", 20));
        tab.await("document.getElementById('notice').textContent.includes('another file')");

        assertThat(tab.evaluate("Object.values(localStorage).join()"))
                .contains("film.bin")
                .doesNotContain("x-oss-signature");
        tab.click("cancel");
        tab.awaitState("idle");
        assertThat(oss.server().requests())
                .anyMatch(request -> request.method().equals("DELETE") && request.status() == 204);
        assertThat(tab.evaluate("localStorage.length")).isEqualTo("0");
    }

    @Test
    void expiredLinkIsReplacedAndPartThatIsStoredWithOtherBytesIsSentAgain() throws Exception {
        Path file = file("film.bin", 3 * PART_SIZE);
        oss.server().inject(FaultRule.of(new Fault.ExpiredEarly()).forQuery("partNumber", "2"));
        oss.server().inject(FaultRule.of(new Fault.FlippedUploadByte(77)).forQuery("partNumber", "3"));

        tab.choose(file);
        tab.awaitState("done");

        assertThatObjectIs(file);
        assertThat(parts()).extracting(BrowserUploadTest::number).containsExactlyInAnyOrder(1, 2, 2, 3, 3);
        assertThat(parts())
                .filteredOn(request -> number(request) == 2)
                .extracting(RecordedRequest::target)
                .doesNotHaveDuplicates();
    }

    @Test
    void lostResponseOfTheCompletionIsFoundOutAndCompletionThatIsNotConfirmedIsSentAgain() throws Exception {
        Path file = file("film.bin", 1000);
        oss.server()
                .inject(FaultRule.of(new Fault.LostResponse()).forMethod("POST").forQuery("uploadId", "*"));
        tab.choose(file);
        tab.awaitState("done");
        assertThatObjectIs(file);

        oss.server()
                .inject(FaultRule.of(new Fault.StatusError(200, "InternalError", "no"))
                        .forMethod("POST")
                        .forQuery("uploadId", "*"));
        tab.choose(file);
        tab.awaitState("lost");
        tab.click("resume");
        tab.awaitState("done");
        assertThat(parts()).hasSize(2);
    }

    /** The object of the same size is not that of the upload. */
    @Test
    void abortedUploadIsAFailureAlthoughThereIsAnObjectOfTheSameSizeAndStartsAgainWithAnotherPlan() throws Exception {
        Path file = file("film.bin", 1000);
        cutOff("1");
        tab.choose(file);
        tab.awaitState("waiting");
        tab.reload();
        tab.awaitState("unfinished");
        oss.server().clearFaults();
        oss.server().putObject("demo", tab.evaluate("JSON.parse(Object.values(localStorage)[0]).key"), new byte[1000]);
        oss.server()
                .inject(FaultRule.of(new Fault.StatusError(404, "NoSuchUpload", "gone"))
                        .forQuery("uploadId", "*")
                        .always());

        tab.choose(file);
        tab.awaitState("failed");

        assertThat(tab.notice()).contains("no longer has this upload");
        oss.server().clearFaults();
        tab.choose(file);
        tab.awaitState("done");
    }
}
