// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.test.Chrome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser shows or saves the object of a link that a person clicks. */
class LinkInBrowserTest {

    private static final String SAVED = "completed";
    private static final byte[] CONTENT = new byte[321_321];

    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    static Path profile;

    private static @Nullable Chrome chrome;
    private static Sender sender;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        chrome = Chrome.start(profile);
        sender = new Sender(oss.server(), Clock.systemUTC());
        new Random(42).nextBytes(CONTENT);
    }

    @AfterAll
    static void stop() {
        sender.close();
        if (chrome != null) {
            chrome.close();
        }
    }

    @BeforeEach
    void requireBrowser() {
        assumeTrue(chrome != null, "needs chromium or chromium-headless-shell");
    }

    /** Returns the type of what the browser shows, or how the download has ended. */
    private String open(String link) throws Exception {
        chrome.saveInto(folder);
        Chrome.Tab tab = chrome.open(link);
        return tab.isDownload() ? chrome.endOfDownload(chrome.nextDownload()) : tab.evaluate("document.contentType");
    }

    private static void store(String key, byte[] content) {
        oss.server().putObject("demo", key, content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.pdf", "picture.png", "notes.txt", "report.bin"})
    void browserSavesAnObjectWhoseLinkHasADownloadFileName(String key) throws Exception {
        store("共享/" + key, CONTENT);

        assertThat(open(sender.link("共享/" + key, "报告 Q1+2 ~final.pdf"))).isEqualTo(SAVED);

        assertThat(folder.resolve("报告 Q1+2 ~final.pdf")).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @CsvSource({"picture.png, image/png", "drawing.svg, image/svg+xml", "notes.txt, text/plain", "page.html, text/html"
    })
    void browserShowsPicturesAndTextsWhoseLinksHaveNoDownloadFileName(String key, String type) throws Exception {
        store(key, "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));

        assertThat(open(sender.link(key))).isEqualTo(type);

        assertThat(folder).isEmptyDirectory();
    }

    /** A whole browser has a viewer for PDF, the headless shell has none. */
    @Test
    void browserWithAViewerShowsAPdfWhoseLinkHasNoDownloadFileName() throws Exception {
        store("report.pdf", CONTENT);
        boolean hasViewer = chrome.open("about:blank")
                .evaluate("navigator.pdfViewerEnabled")
                .equals("true");

        assertThat(open(sender.link("report.pdf"))).isEqualTo(hasViewer ? "application/pdf" : SAVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive.zip", "table.csv", "report.bin", "report"})
    void browserSavesWhatItCannotShowUnderTheEndOfItsKey(String key) throws Exception {
        store("共享/" + key, CONTENT);

        assertThat(open(sender.link("共享/" + key))).isEqualTo(SAVED);

        assertThat(folder.resolve(key)).hasBinaryContent(CONTENT);
    }
}
