// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.test.Chrome;
import io.github.osspresign.test.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uppy with its plugin for S3, unchanged, uploads in parts with links from the route. */
@Tag("slow")
class UppyUploadTest {

    private static final Path PROJECT = Path.of("target", "uppy");
    private static final String PAGE = "<!doctype html><title>Uppy</title><input id='file' type='file'>";
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    /** Returns whether the command has succeeded. */
    private boolean runs(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(PROJECT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            try {
                return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // Not installed.
            return false;
        }
    }

    /** Installs Uppy, unless this has been done before, and makes one script of it. */
    private Path pages() throws Exception {
        Files.createDirectories(PROJECT);
        Path source = Recipients.programs().resolve("uppy");
        assumeTrue(runs("npm", "--version"), "needs npm");
        Path manifest = PROJECT.resolve("package.json");
        boolean isInstalled = Files.exists(manifest) && Files.mismatch(source.resolve("package.json"), manifest) < 0;
        if (!isInstalled) {
            Path wanted = Files.copy(source.resolve("package.json"), manifest, StandardCopyOption.REPLACE_EXISTING);
            if (!runs("npm", "install", "--no-audit", "--no-fund", "--no-package-lock")) {
                Files.delete(wanted);
                assumeTrue(false, "npm could not install what package.json names");
            }
        }
        Files.copy(source.resolve("uppy.js"), PROJECT.resolve("uppy.js"), StandardCopyOption.REPLACE_EXISTING);
        Path pages = Files.createDirectories(folder.resolve("pages"));
        assertThat(runs(
                        "npx",
                        "--no-install",
                        "esbuild",
                        "uppy.js",
                        "--bundle",
                        "--format=esm",
                        "--outfile=" + pages.resolve("uppy.js")))
                .isTrue();
        Files.writeString(pages.resolve("uppy.html"), PAGE);
        return pages;
    }

    @Test
    void uploadsInPartsContinuesAndCancels() throws Exception {
        Path pages = pages();
        byte[] content = new byte[30 * MIB];
        new Random(42).nextBytes(content);
        Path file = Files.write(folder.resolve("film.bin"), content);
        try (Chrome chrome = Chrome.require(folder.resolve("profile"));
                OssDevServer server = OssDevServer.builder().bucket("demo").start();
                UploadPage page = new UploadPage(server, pages, FreePort.find())) {
            Bucket.allowUploads(server, page.origin());
            server.inject(FaultRule.of(new Fault.CutUploadAfter(MIB))
                    .forQuery("partNumber", "2")
                    .times(2));
            UploadTab tab = new UploadTab(chrome.open(page.origin() + "/uppy.html"));
            tab.await("document.getElementById('file')");
            tab.choose(file);
            tab.evaluate("""
                    import('/uppy.js').then(({ uppy }) => {
                      window.uppy = uppy;
                      uppy.on('s3-multipart:part-uploaded', (file, { PartNumber }) => {
                        if (PartNumber === 3) {
                          uppy.pauseAll();
                          uppy.resumeAll();
                        }
                      });
                      uppy.on('upload-success', (file, { body }) => { window.key = body.key; });
                      uppy.addFile({ name: 'film.bin', data: document.getElementById('file').files[0] });
                      uppy.upload();
                    })""");
            tab.await("window.key");

            assertThat(server.objectBytes("demo", tab.evaluate("window.key"))).isEqualTo(content);
            assertThat(server.requests()).anyMatch(request -> isOfUpload(request, "GET", 200));

            tab.evaluate("""
                    uppy.on('s3-multipart:part-uploaded', () => uppy.cancelAll());
                    uppy.addFile({ name: 'other.bin', data: document.getElementById('file').files[0] });
                    uppy.upload();
                    'started'""");
            tab.await(
                    "performance.getEntriesByType('resource').filter(entry => entry.responseStatus === 204).length > 0");
            assertThat(server.requests()).anyMatch(request -> isOfUpload(request, "DELETE", 204));
        }
    }

    private static boolean isOfUpload(RecordedRequest request, String method, int status) {
        return request.method().equals(method) && request.target().contains("uploadId=") && request.status() == status;
    }
}
