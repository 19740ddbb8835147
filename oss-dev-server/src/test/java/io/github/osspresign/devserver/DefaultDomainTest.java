// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restrictions on default domains: forced downloads and forbidden app downloads. */
class DefaultDomainTest {

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder()
                .bucket("demo")
                .customDomain("img.example.com", "demo")
                .forceDownload(true)
                .forbidApk(true)
                .start();
        for (String key : List.of("page.html", "photo.jpg", "app.apk", "app.IPA", "notes.txt")) {
            server.putObject("demo", key, "content".getBytes(UTF_8));
        }
        SignedUrl.of(server, "PUT", "demo", "app")
                .header("Content-Type", "application/vnd.android.package-archive")
                .send(new byte[1]);
    }

    private static SignedUrl url(String key) {
        return SignedUrl.of(server, "GET", "demo", key);
    }

    private static URI onCustomDomain(String key) {
        String pathAndQuery = url(key).v4().toString().replaceFirst(".*/demo/", "/");
        return URI.create("http://img.example.com:" + server.port() + pathAndQuery);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"page.html, 0048-00000001", "photo.jpg, 0048-00000100", "notes.txt, ''"})
    void pagesAndImagesAreAttachments(String key, String ec) {
        Http.Response response = Http.get(url(key).v4());
        response.assertStatus(200);
        assertThat(response.text()).isEqualTo("content");
        assertThat(response.header("x-oss-ec")).isEqualTo(ec);
        assertThat(response.header("x-oss-force-download")).isEqualTo(ec.isEmpty() ? "" : "true");
        assertThat(response.header("Content-Disposition")).isEqualTo(ec.isEmpty() ? "" : "attachment");
    }

    @Test
    void forcedDownloadDependsOnContentTypeOfResponse() {
        Http.Response asPage = Http.get(url("notes.txt")
                .parameter("response-content-type", "text/html; charset=utf-8")
                .parameter("response-content-disposition", "inline")
                .v4());
        assertThat(asPage.header("x-oss-ec")).isEqualTo("0048-00000001");
        assertThat(asPage.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(Http.get(url("page.html")
                                .parameter("response-content-disposition", "attachment; filename=\"a.html\"")
                                .v4())
                        .header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"a.html\"");
    }

    @ParameterizedTest
    @CsvSource({"app.apk", "app.IPA", "app"})
    void signedUrlCannotDownloadApps(String key) {
        Http.get(url(key).v4()).assertError(400, "ApkDownloadForbidden");
    }

    @Test
    void signatureInHeaderAllowsAppDownload() {
        String date = "Tue, 10 Mar 2026 12:00:00 GMT";
        SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");
        try (OssDevServer atNoon = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .forbidApk(true)
                .start()) {
            atNoon.putObject("demo", "app.apk", new byte[3]);
            String authorization = "OSS " + atNoon.accessKeyId() + ":"
                    + ReferenceSigner.signatureV1(
                            atNoon.accessKeySecret(),
                            ReferenceSigner.stringToSignV1("GET", "demo", "app.apk", List.of(), Map.of(), date));
            assertThat(Http.get(
                                    URI.create(atNoon.endpoint() + "/demo/app.apk"),
                                    "Authorization",
                                    authorization,
                                    "Date",
                                    date)
                            .bytes())
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"page.html", "photo.jpg", "app.apk"})
    void customDomainIsExemptFromDefaultDomainRules(String key) {
        Http.Response response = Http.get(onCustomDomain(key));
        response.assertStatus(200);
        assertThat(response.header("x-oss-force-download")).isEmpty();
        assertThat(response.header("Content-Disposition")).isEmpty();
    }

    @Test
    void closedDefaultDomainServesObjectsOnCustomDomainOnly() {
        try (OssDevServer closed = OssDevServer.builder()
                .bucket("demo")
                .customDomain("img.example.com", "demo")
                .closedDefaultDomain(true)
                .start()) {
            closed.putObject("demo", "notes.txt", "content".getBytes(UTF_8));

            Http.Response refused =
                    SignedUrl.of(closed, "GET", "demo", "notes.txt").send();
            refused.assertError(400, "PublicEndpointForbidden");
            assertThat(refused.element("EC")).isEqualTo("0048-00000401");
            SignedUrl.of(closed, "PUT", "demo", "new.txt").send(new byte[1]).assertStatus(400);

            String target = SignedUrl.of(closed, "GET", "demo", "notes.txt")
                    .v4()
                    .toString()
                    .replaceFirst(".*/demo/", "/");
            assertThat(Http.get(URI.create("http://img.example.com:" + closed.port() + target))
                            .text())
                    .isEqualTo("content");
        }
    }

    @ParameterizedTest
    @CsvSource({"page.html", "photo.jpg", "app.apk"})
    void defaultDomainHasNoRestrictionsUnlessConfigured(String key) {
        try (OssDevServer lenient = OssDevServer.builder().bucket("demo").start()) {
            lenient.putObject("demo", key, new byte[1]);
            Http.Response response = SignedUrl.of(lenient, "GET", "demo", key).send();
            response.assertStatus(200);
            assertThat(response.header("Content-Disposition")).isEmpty();
        }
    }
}
