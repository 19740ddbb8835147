// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.test.Chrome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser shows or saves the object of a link that a person clicks. */
class LinkInBrowserTest {

    private static final byte[] CONTENT = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    static Path profile;

    @AutoClose
    private static Chrome chrome;

    @AutoClose
    private static Sender sender;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        chrome = Chrome.require(profile);
        sender = new Sender(oss.server(), Clock.systemUTC());
    }

    /** A whole browser has a viewer for PDF, the headless shell has none. */
    @ParameterizedTest
    @CsvSource({
        "picture.png, , image/png",
        "drawing.svg, , image/svg+xml",
        "notes.txt, , text/plain",
        "page.html, , text/html",
        "report.pdf, , application/pdf",
        "archive.zip, , saved",
        "table.csv, , saved",
        "report, , saved",
        "report.pdf, 报告 Q1+2 ~final.pdf, saved",
        "notes.txt, 报告 Q1+2 ~final.pdf, saved",
    })
    void browserShowsWhatItCanAndSavesTheRestOrWhatHasADownloadFileName(
            String name, @Nullable String downloadFileName, String end) throws Exception {
        String key = "共享/" + name;
        oss.server().putObject("demo", key, CONTENT);
        chrome.saveInto(folder);

        Chrome.Tab tab = chrome.open(downloadFileName == null ? sender.link(key) : sender.link(key, downloadFileName));

        boolean isShown = !end.equals("saved")
                && (!end.endsWith("pdf")
                        || chrome.open("about:blank")
                                .evaluate("navigator.pdfViewerEnabled")
                                .equals("true"));
        assertThat(tab.isDownload()).isNotEqualTo(isShown);
        if (isShown) {
            assertThat(tab.evaluate("document.contentType")).isEqualTo(end);
            assertThat(folder).isEmptyDirectory();
        } else {
            assertThat(chrome.endOfDownload(chrome.nextDownload())).isEqualTo("completed");
            assertThat(folder.resolve(downloadFileName == null ? name : downloadFileName))
                    .hasBinaryContent(CONTENT);
        }
    }
}
