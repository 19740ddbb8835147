// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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

    private static @Nullable Chrome chrome;

    @TempDir
    Path folder;

    private UploadPage page;
    private UploadTab tab;

    @BeforeAll
    static void startBrowser() throws Exception {
        chrome = Chrome.start(profile);
    }

    @AfterAll
    static void stopBrowser() {
        if (chrome != null) {
            chrome.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        assumeTrue(chrome != null, "needs chromium-headless-shell or chromium");
        page = new UploadPage(oss.server(), Recipients.programs().resolve("browser"), FreePort.find());
        Bucket.allowUploads(oss.server(), page.origin());
        tab = new UploadTab(chrome.open(page.origin() + "/upload.html"));
        tab.awaitState("idle");
    }

    @AfterEach
    void close() {
        if (page != null) {
            page.close();
        }
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
        oss.server()
                .inject(FaultRule.of(new Fault.ConnectionReset())
                        .forQuery("partNumber", "2")
                        .always());
        tab.choose(file);
        tab.awaitState("waiting");

        UploadTab other = new UploadTab(chrome.open(page.origin() + "/upload.html"));
        other.awaitState("elsewhere");
        assertThat(other.notice()).contains("open in another tab");
        assertThat(other.evaluate("document.getElementById('cancel').hidden")).isEqualTo("true");
        tab.evaluate("location.replace('about:blank')");
        other.awaitState("unfinished");
        oss.server().clearFaults();
        other.choose(file);
        other.awaitState("done");

        assertThatObjectIs(file);
        assertThat(stored(parts())).containsExactlyInAnyOrder(1, 2);
        UploadTab third = new UploadTab(chrome.open(page.origin() + "/upload.html"));
        third.awaitState("idle");
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
    void cancelDeletesTheStoredParts() throws Exception {
        oss.server()
                .inject(FaultRule.of(new Fault.ConnectionReset())
                        .forQuery("partNumber", "3")
                        .always());

        tab.choose(file("film.bin", 3 * PART_SIZE));
        tab.awaitState("waiting");
        tab.reload();
        tab.click("cancel");
        tab.awaitState("idle");

        assertThat(oss.server().requests())
                .anyMatch(request -> request.method().equals("DELETE") && request.status() == 204);
        assertThat(tab.evaluate("localStorage.length")).isEqualTo("0");
    }

    @Test
    void anotherFileDoesNotContinueAnUpload() throws Exception {
        oss.server()
                .inject(FaultRule.of(new Fault.ConnectionReset())
                        .forMethod("PUT")
                        .always());
        tab.choose(file("film.bin", 20));
        tab.awaitState("waiting");
        tab.reload();
        tab.choose(file("other.bin", 20));
        tab.await("document.getElementById('notice').textContent.includes('another file')");

        assertThat(tab.evaluate("Object.values(localStorage).join()"))
                .contains("film.bin")
                .doesNotContain("x-oss-signature");
        tab.click("cancel");
        tab.awaitState("idle");
    }

    @Test
    void expiredLinkIsReplaced() throws Exception {
        Path file = file("film.bin", 2 * PART_SIZE);
        oss.server().inject(FaultRule.of(new Fault.ExpiredEarly()).forQuery("partNumber", "2"));

        tab.choose(file);
        tab.awaitState("done");

        assertThatObjectIs(file);
        List<String> links = parts().stream()
                .filter(request -> number(request) == 2)
                .map(RecordedRequest::target)
                .toList();
        assertThat(links).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void partThatIsStoredWithOtherBytesIsSentAgain() throws Exception {
        Path file = file("film.bin", 2 * PART_SIZE);
        oss.server().inject(FaultRule.of(new Fault.FlippedUploadByte(77)).forQuery("partNumber", "2"));

        tab.choose(file);
        tab.awaitState("done");

        assertThatObjectIs(file);
        assertThat(parts()).extracting(BrowserUploadTest::number).containsExactlyInAnyOrder(1, 2, 2);
    }

    @Test
    void lostResponseOfTheCompletionIsFoundOut() throws Exception {
        Path file = file("film.bin", 1000);
        oss.server()
                .inject(FaultRule.of(new Fault.LostResponse()).forMethod("POST").forQuery("uploadId", "*"));

        tab.choose(file);
        tab.awaitState("done");

        assertThatObjectIs(file);
    }

    @Test
    void completionThatIsNotConfirmedIsSentAgain() throws Exception {
        Path file = file("film.bin", 1000);
        oss.server()
                .inject(FaultRule.of(new Fault.StatusError(200, "InternalError", "no"))
                        .forMethod("POST")
                        .forQuery("uploadId", "*"));

        tab.choose(file);
        tab.awaitState("lost");
        tab.click("resume");
        tab.awaitState("done");

        assertThatObjectIs(file);
    }

    /** The object of the same size is not that of the upload. */
    @Test
    void abortedUploadIsAFailureAlthoughThereIsAnObjectOfTheSameSize() throws Exception {
        Path file = file("film.bin", 1000);
        oss.server()
                .inject(FaultRule.of(new Fault.ConnectionReset())
                        .forMethod("PUT")
                        .always());
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
    }

    @Test
    void abortedUploadStartsAgainWithAnotherPlan() throws Exception {
        Path file = file("film.bin", 1000);
        oss.server()
                .inject(FaultRule.of(new Fault.StatusError(404, "NoSuchUpload", "gone"))
                        .forMethod("PUT"));

        tab.choose(file);
        tab.awaitState("failed");
        assertThat(tab.notice()).contains("no longer has this upload");
        tab.choose(file);
        tab.awaitState("done");
    }
}
