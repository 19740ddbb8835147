// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.Chrome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The option {@code downloadFileName} sets the name under which clients save the download. */
class DownloadNameTest extends CamelTestSupport {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @TempDir
    Path directory;

    /** File name of a link, and the names under which clients save it. */
    private record Row(String name, String byChrome, String byCurl, String byDownloader) {}

    static List<Row> names() {
        return List.of(
                new Row("report.pdf", "report.pdf", "report.pdf", "report.pdf"),
                new Row("a b;c,d=e.txt", "a b;c,d=e.txt", "a b;c,d=e.txt", "a b;c,d=e.txt"),
                new Row("it's a \"b\".txt", "it's a _b_.txt", "it's a _b_.txt", "it's a _b_.txt"),
                new Row("100%.txt", "100%.txt", "100%.txt", "100%.txt"),
                new Row("a%20b%2Fc.txt", "a%20b%2Fc.txt", "a%20b%2Fc.txt", "a%20b%2Fc.txt"),
                new Row("a+b&c#d.txt", "a+b&c#d.txt", "a+b&c#d.txt", "a+b&c#d.txt"),
                new Row("a/b\\c.txt", "a_b_c.txt", "a_b_c.txt", "a_b_c.txt"),
                new Row("../up.txt", "_up.txt", ".._up.txt", "_up.txt"),
                new Row("报告 2024.pdf", "报告 2024.pdf", "__ 2024.pdf", "报告 2024.pdf"),
                new Row("résumé.pdf", "résumé.pdf", "r_sum_.pdf", "résumé.pdf"),
                new Row("😀.txt", "😀.txt", "_.txt", "😀.txt"),
                new Row(".hidden", "hidden", ".hidden", "hidden"),
                new Row(" blanks around.txt  ", "blanks around.txt", "blanks around.txt", "blanks around.txt"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void downloaderSavesUnderTheFileNameOfTheLink(Row row) throws Exception {
        template.sendBody(
                "osspresigned:" + directory + "?allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true",
                link(row.name()));

        assertThat(saved()).containsExactly(row.byDownloader());
    }

    @ParameterizedTest
    @MethodSource("names")
    void curlSavesUnderTheFileNameOfTheLink(Row row) throws Exception {
        Process curl;
        try {
            curl = new ProcessBuilder("curl", "-sS", "-OJ", link(row.name()))
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "curl is not installed");
            throw e;
        }
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(saved()).containsExactly(row.byCurl());
    }

    @Test
    void chromeSavesUnderTheFileNameOfTheLink(@TempDir Path profile) throws Exception {
        try (Chrome chrome = Chrome.start(profile)) {
            assumeTrue(chrome != null, "no Chrome or Chromium is installed");
            SoftAssertions rows = new SoftAssertions();
            for (Row row : names()) {
                Path target = Files.createTempDirectory(directory, "chrome");
                Objects.requireNonNull(chrome).save(link(row.name()), target);
                rows.assertThat(names(target)).containsExactly(row.byChrome());
            }
            rows.assertAll();
        }
    }

    /** Common file systems allow at most 255 bytes. */
    @Test
    void downloaderShortensLongFileNameAndKeepsItsExtension() throws Exception {
        String url = link("名".repeat(100) + ".txt");
        template.sendBody(
                "osspresigned:" + directory + "?allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true",
                url);

        assertThat(saved()).singleElement().asString().matches("名{70,84}\\.txt");
    }

    private List<String> saved() throws IOException {
        return names(directory);
    }

    private String link(String name) {
        server.putObject("demo", "0123abcd", "content".getBytes(StandardCharsets.UTF_8));
        Exchange made = template.send(
                "presign:demo?region=" + server.region() + "&endpoint=" + server.endpoint() + "&accessKey="
                        + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")",
                exchange -> exchange.getMessage()
                        .setHeaders(Map.of(
                                PresignConstants.OBJECT_KEY, "0123abcd", PresignConstants.DOWNLOAD_FILE_NAME, name)));
        return made.getMessage().getHeader(PresignConstants.URL, String.class);
    }

    private static List<String> names(Path target) throws IOException {
        return List.of(target.toFile().list());
    }
}
