// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.WebBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large files of the disk, which a real browser sends from the page of the owner. {@code -Dportal.upload.mebibytes=5120} is
 * the long form. The figures are in the output.
 */
@Tag("slow")
@Timeout(3600)
class UploadInBrowserTest {

    private static final long MIB = 1024 * 1024;
    private static final int PART_SIZE = 8 * (int) MIB;
    private static final int IN_FLIGHT = 3;
    private static final long LARGE = Long.getLong("portal.upload.mebibytes", 96) * MIB;
    private static final long MOST_MEBIBYTES = 600;
    private static final Duration LONG = Duration.ofSeconds(60 + LARGE / MIB);
    private static final Pattern PART_NUMBER = Pattern.compile("partNumber=(\\d+)");

    @TempDir
    static Path profile;

    @TempDir
    static Path folder;

    private static RunningPortal portal;
    private static WebBrowser browser;

    private PortalTab tab;
    private int earlier;

    @BeforeAll
    static void start() throws Exception {
        browser = WebBrowser.start(profile);
        assumeThat(browser).as("needs chromium or firefox-esr").isNotNull();
        portal = new RunningPortal(RunningPortal.services(OssDevServer.builder().discardContent()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
            portal.close();
        }
    }

    @BeforeEach
    void openBrowser() throws Exception {
        tab = new PortalTab(portal, browser);
        tab.openAsOwner();
        earlier = requests().size();
    }

    @AfterEach
    void closeBrowser() throws Exception {
        portal.services.bucket().clearFaults();
        tab.close();
    }

    /** Returns a sparse file of which each part is different. */
    private static Path file(String name, long size) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = new byte[4096];
        Random random = new Random(42);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(size);
            for (long at = 0; at + bytes.length < size; at += PART_SIZE) {
                random.nextBytes(bytes);
                out.seek(at);
                out.write(bytes);
            }
        }
        return file;
    }

    private static String crc64(Path file) throws IOException {
        Crc64 crc64 = new Crc64();
        byte[] buffer = new byte[(int) MIB];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc64.update(buffer, 0, read);
            }
        }
        return crc64.decimal();
    }

    private static List<RecordedRequest> requests() {
        return portal.services.bucket().requests();
    }

    /** Returns the numbers of the parts that the bucket has stored in this test, as often as it has. */
    private List<Integer> stored() {
        return requests().stream()
                .skip(earlier)
                .filter(request -> request.method().equals("PUT") && request.status() == 200)
                .map(request -> PART_NUMBER.matcher(request.target()))
                .filter(Matcher::find)
                .map(number -> Integer.valueOf(number.group(1)))
                .toList();
    }

    /** Returns how many parts were sent in this test, or begun to be sent. */
    private int sent() {
        return (int) requests().stream()
                .skip(earlier)
                .filter(request -> request.method().equals("PUT"))
                .count();
    }

    /** Returns the largest resident memory of each process of the browser, in MiB; none where Linux does not tell it. */
    private static List<Long> peaksOfMemory() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("chrom"))
                .map(process -> Path.of("/proc", String.valueOf(process.pid()), "status"))
                .filter(Files::exists)
                .flatMap(UploadInBrowserTest::lines)
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")) / 1024)
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            // The process has ended.
            return Stream.of();
        }
    }

    private boolean isStored(String name, Path file) throws Exception {
        String id = tab.evaluate(PortalTab.row(name) + ".querySelector('.url').value.split('/s/')[1]");
        return portal.bean(Links.class)
                .isStored(portal.bean(ShareStore.class).files(id).get(0), crc64(file));
    }

    private static String state(String name) {
        return "String(" + PortalTab.row(name) + "?.querySelector('.transfer').dataset.state)";
    }

    private static String buttons(String name) {
        return "[..." + PortalTab.row(name)
                + ".querySelectorAll('.transfer button:not([hidden])')].map(button => button.className.split(' ').at(-1)).join()";
    }

    private void click(String name, String button) throws Exception {
        tab.evaluate(PortalTab.row(name) + ".querySelector('" + button + "').click(); 0");
    }

    private static FaultRule parts(Fault fault) {
        return FaultRule.of(fault).forMethod("PUT").forQuery("partNumber", "*");
    }

    @Test
    void uploadContinuesAfterItWasCutAndTheTabWasClosedAndAfterAPause() throws Exception {
        Path file = file("film.bin", LARGE);
        int count = (int) ((LARGE + PART_SIZE - 1) / PART_SIZE);
        int middle = count / 2;
        portal.services
                .bucket()
                .inject(parts(new Fault.CutUploadAfter(PART_SIZE / 2))
                        .onNth(middle)
                        .times(IN_FLIGHT));
        portal.services
                .bucket()
                .inject(parts(new Fault.ConnectionReset()).onNth(middle).always());
        long begin = System.nanoTime();

        tab.choose("#files", file);
        tab.until(state("film.bin"), "interrupted", LONG);
        // A part may still be in progress, and the closed tab would cut it.
        await().atMost(LONG).until(() -> stored().size() == middle - 1);
        tab.openAsOwner();
        tab.until(state("film.bin"), "unfinished");
        List<Integer> before = stored();
        portal.services.bucket().clearFaults();
        portal.services
                .bucket()
                .inject(parts(new Fault.DelayedResponse(Duration.ofSeconds(10)))
                        .onNth(count / 4)
                        .times(IN_FLIGHT));
        tab.choose("#files", file);
        await().atMost(LONG).until(() -> stored().size() >= before.size() + count / 4 - 1);
        click("film.bin", ".pause");
        tab.until(state("film.bin"), "paused");
        assertThat(stored()).hasSizeLessThan(count);
        click("film.bin", ".resume");
        tab.until(PortalTab.badge("film.bin"), "Open", LONG);

        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        List<Long> memory = peaksOfMemory();
        System.out.println(LARGE / MIB + " MiB in " + count + " parts, " + seconds + " s; parts sent more than once: "
                + (sent() - count) + "; most memory of a process of the browser: " + memory + " MiB");
        assertThat(before).hasSize(middle - 1);
        assertThat(stored()).as("no stored part is sent again").hasSize(count).doesNotHaveDuplicates();
        assertThat(isStored("film.bin", file)).isTrue();
        assertThat(memory).allMatch(peak -> peak < MOST_MEBIBYTES);
    }

    @Test
    void pauseWaitsForThePartsInProgress() throws Exception {
        portal.services
                .bucket()
                .inject(parts(new Fault.DelayedResponse(Duration.ofSeconds(2))).times(IN_FLIGHT));
        tab.choose("#files", file("paused.bin", 5L * PART_SIZE));
        tab.until("String(" + PortalTab.row("paused.bin") + "?.querySelector('progress').value > 0)", "true");

        click("paused.bin", ".pause");
        tab.until(state("paused.bin"), "paused");
        assertThat(stored()).containsExactlyInAnyOrder(1, 2, 3);
        click("paused.bin", ".resume");
        tab.until(PortalTab.badge("paused.bin"), "Open");

        assertThat(sent()).as("parts that were sent").isEqualTo(5);
    }

    @Test
    void uploadOfAnotherTabIsContinuedOnlyWhenThatTabIsClosed() throws Exception {
        Path file = file("two tabs.bin", 4L * PART_SIZE);
        portal.services
                .bucket()
                .inject(parts(new Fault.ConnectionReset()).onNth(3).always());
        tab.choose("#files", file);
        tab.until(state("two tabs.bin"), "interrupted");

        PortalTab other = new PortalTab(portal, browser);
        other.openAsOwner();
        other.until(state("two tabs.bin"), "elsewhere");
        assertThat(other.evaluate(PortalTab.badge("two tabs.bin"))).isEqualTo("Uploading");
        assertThat(other.evaluate(buttons("two tabs.bin"))).isEmpty();
        assertThat(other.evaluate(PortalTab.row("two tabs.bin") + ".querySelector('.notice').textContent"))
                .startsWith("This upload is open in another tab");

        tab.close();
        portal.services.bucket().clearFaults();
        other.until(state("two tabs.bin"), "unfinished");
        assertThat(other.evaluate(buttons("two tabs.bin"))).isEqualTo("again,cancel");
        tab = other;
        click("two tabs.bin", ".again");
        tab.choose("#again", file);
        tab.until(PortalTab.badge("two tabs.bin"), "Open");

        assertThat(stored()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void deviceWhoseClockIsAheadUsesTheLinksThatItHas() throws Exception {
        tab.close();
        tab = new PortalTab(portal, browser, "const now = Date.now; Date.now = () => now() + 7_200_000;");
        tab.openAsOwner();

        tab.choose("#files", file("ahead.bin", 3L * PART_SIZE));
        tab.until(PortalTab.badge("ahead.bin"), "Open");

        assertThat(tab.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)"
                        + ".filter(name => /\\/api\\/shares\\/.+\\/upload$/.test(name)).length + ''"))
                .isEqualTo("0");
    }

    @Test
    void otherTabSeesThatAnUploadHasEnded() throws Exception {
        Path file = file("seen.bin", 2L * PART_SIZE);
        portal.services.bucket().inject(parts(new Fault.ConnectionReset()).always());
        tab.choose("#files", file);
        tab.until(state("seen.bin"), "interrupted");
        PortalTab other = new PortalTab(portal, browser);
        other.openAsOwner();
        other.until(state("seen.bin"), "elsewhere");

        portal.services.bucket().clearFaults();
        other.until(PortalTab.badge("seen.bin"), "Open");
        other.close();
    }
}
