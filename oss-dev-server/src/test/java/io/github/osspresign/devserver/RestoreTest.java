// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of an archive class are readable only after RestoreObject, for some days. */
class RestoreTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final String STORAGE_CLASS = "x-oss-storage-class";
    private static final String ONGOING = "ongoing-request=\"true\"";

    @TempDir
    Path root;

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        start(null);
    }

    private void start(@Nullable Path directory) {
        OssDevServerBuilder builder =
                OssDevServer.builder().bucket("demo").clock(clock).restoreTime(Duration.ofMinutes(1));
        server = directory == null ? builder.start() : builder.root(directory).start();
    }

    /** Sends a request with headers given as name, value, name, value. */
    private Http.Response send(String method, String key, String parameters, String body, String... headers) {
        SignedUrl url = SignedUrl.of(server, method, "demo", key).signedAt(clock.instant());
        for (String parameter : parameters.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            url.parameter(pair[0], pair.length == 1 ? "" : pair[1]);
        }
        for (int i = 0; i < headers.length; i += 2) {
            url.header(headers[i], headers[i + 1]);
        }
        return Http.send(method, url.v4(), BodyPublishers.ofString(body), headers);
    }

    private Http.Response put(String key, String... headers) {
        return send("PUT", key, "x-id=1", "content", headers);
    }

    private Http.Response get(String key) {
        return send("GET", key, "x-id=1", "");
    }

    private String restoreHeader(String key) {
        Http.Response head = SignedUrl.of(server, "HEAD", "demo", key)
                .signedAt(clock.instant())
                .send();
        assertThat(head.status()).isEqualTo(200);
        return head.header("x-oss-restore");
    }

    private Http.Response restore(String key, String body) {
        return send("POST", key, "restore", body);
    }

    private static void assertError(Http.Response response, int status, String code) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.element("Code")).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Archive", "ColdArchive", "DeepColdArchive"})
    void archivedObjectIsReadableOnlyWhileItIsRestored(String storageClass) {
        assertThat(put("k", STORAGE_CLASS, storageClass).status()).isEqualTo(200);
        assertError(get("k"), 403, "InvalidObjectState");
        assertThat(restoreHeader("k")).isEmpty();

        assertThat(restore("k", "").status()).isEqualTo(202);
        assertThat(restoreHeader("k")).isEqualTo(ONGOING);
        assertError(get("k"), 403, "InvalidObjectState");
        Http.Response again = restore("k", "");
        assertError(again, 409, "RestoreAlreadyInProgress");
        assertThat(again.element("EC")).isEqualTo("0026-00000011");

        clock.advance(Duration.ofMinutes(1));
        String restored = "ongoing-request=\"false\", expiry-date=\"Wed, 11 Mar 2026 12:01:00 GMT\"";
        assertThat(restoreHeader("k")).isEqualTo(restored);
        Http.Response read = get("k");
        assertThat(read.bytes()).isEqualTo(CONTENT);
        assertThat(read.header("x-oss-restore")).isEqualTo(restored);
        assertThat(read.header(STORAGE_CLASS)).isEqualTo(storageClass);

        clock.advance(Duration.ofDays(1));
        assertThat(restoreHeader("k")).isEmpty();
        assertError(get("k"), 403, "InvalidObjectState");
        assertThat(restore("k", "").status()).isEqualTo(202);
    }

    @Test
    void restoringRestoredObjectProlongsItsTime() {
        put("k", STORAGE_CLASS, "Archive");
        restore("k", "<RestoreRequest><Days>3</Days></RestoreRequest>");
        clock.advance(Duration.ofMinutes(1));
        assertThat(restoreHeader("k")).contains("expiry-date=\"Fri, 13 Mar 2026 12:01:00 GMT\"");
        assertThat(restore("k", "").status()).isEqualTo(200);
        assertThat(restoreHeader("k")).contains("expiry-date=\"Fri, 13 Mar 2026 12:01:00 GMT\"");
        assertThat(restore("k", "<RestoreRequest><Days>7</Days></RestoreRequest>")
                        .status())
                .isEqualTo(200);
        assertThat(restoreHeader("k")).contains("expiry-date=\"Tue, 17 Mar 2026 12:01:00 GMT\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Archive | <Days>0</Days> | 400 | InvalidArgument",
                "Archive | <Days>8</Days> | 400 | InvalidArgument",
                "Archive | <Days>a</Days> | 400 | InvalidArgument",
                "Archive | <Days>5</Days><JobParameters><Tier>Bulk</Tier></JobParameters> | 400 | MalformedXML",
                "Archive | <Unknown/> | 400 | MalformedXML",
                "ColdArchive | <Days>366</Days> | 400 | InvalidArgument",
                "ColdArchive | <JobParameters><Tier>bulk</Tier></JobParameters> | 400 | InvalidArgument",
                "ColdArchive | <JobParameters><Speed>Bulk</Speed></JobParameters> | 400 | MalformedXML",
                "DeepColdArchive | <JobParameters><Tier>Bulk</Tier></JobParameters> | 400 | InvalidArgument",
                "Standard | <Days>1</Days> | 400 | OperationNotSupported",
                "IA | <Days>1</Days> | 400 | OperationNotSupported",
            })
    void invalidRestorationIsRefused(String storageClass, String content, int status, String code) {
        put("k", STORAGE_CLASS, storageClass);
        assertError(restore("k", "<RestoreRequest>" + content + "</RestoreRequest>"), status, code);
        assertThat(restoreHeader("k")).isEmpty();
    }

    @Test
    void malformedRestorationIsRefused() {
        put("k", STORAGE_CLASS, "Archive");
        assertError(restore("k", "nonsense"), 400, "MalformedXML");
        assertError(restore("k", "<Other/>"), 400, "MalformedXML");
        assertError(restore("missing", ""), 404, "NoSuchKey");
        assertError(send("POST", "k", "restore&versionId=nosuchversion", ""), 404, "NoSuchVersion");
    }

    @ParameterizedTest
    @CsvSource({
        "ColdArchive, Expedited",
        "ColdArchive, Standard",
        "ColdArchive, Bulk",
        "DeepColdArchive, Expedited",
        "DeepColdArchive, Standard"
    })
    void restorationReturnsItsPriority(String storageClass, String tier) {
        put("k", STORAGE_CLASS, storageClass);
        Http.Response response = restore(
                "k",
                "<RestoreRequest><Days>365</Days><JobParameters><Tier>" + tier
                        + "</Tier></JobParameters></RestoreRequest>");
        assertThat(response.status()).isEqualTo(202);
        assertThat(response.header("x-oss-object-restore-priority")).isEqualTo(tier);
    }

    @Test
    void unrestoredObjectCannotBeCopied() {
        put("source", STORAGE_CLASS, "Archive");
        String[] copy = {"x-oss-copy-source", "/demo/source"};
        assertError(put("copy", copy), 403, "InvalidObjectState");
        String upload = send("POST", "parts", "uploads", "").element("UploadId");
        String part = "partNumber=1&uploadId=" + upload;
        assertError(send("PUT", "parts", part, "", copy), 403, "InvalidObjectState");

        restore("source", "");
        clock.advance(Duration.ofMinutes(1));
        assertThat(put("copy", copy).status()).isEqualTo(200);
        assertThat(restoreHeader("copy")).isEmpty();
        assertError(get("copy"), 403, "InvalidObjectState");
        assertThat(send("PUT", "parts", part, "", copy).status()).isEqualTo(200);
        assertThat(put("source", copy[0], copy[1], STORAGE_CLASS, "Standard").status())
                .isEqualTo(200);
        assertThat(get("source").bytes()).isEqualTo(CONTENT);
        assertThat(restoreHeader("source")).isEmpty();
    }

    @Test
    void nothingIsAppendedToAnUnrestoredObject() {
        assertThat(send("POST", "log", "append&position=0", "one", "x-oss-storage-class", "Archive")
                        .status())
                .isEqualTo(200);
        assertError(send("POST", "log", "append&position=3", "two"), 403, "InvalidObjectState");
        assertThat(server.objectBytes("demo", "log")).isEqualTo("one".getBytes(UTF_8));
        restore("log", "");
        clock.advance(Duration.ofHours(1));
        assertThat(send("POST", "log", "append&position=3", "two").status()).isEqualTo(200);
    }

    @Test
    void symlinkNeedsRestoredTarget() {
        put("target", STORAGE_CLASS, "Archive");
        assertThat(send("PUT", "link", "symlink", "", "x-oss-symlink-target", "target")
                        .status())
                .isEqualTo(200);
        assertError(get("link"), 403, "InvalidObjectState");
        assertThat(restoreHeader("link")).isEmpty();
        assertError(restore("link", ""), 501, "NotImplemented");
        restore("target", "");
        clock.advance(Duration.ofMinutes(1));
        assertThat(get("link").bytes()).isEqualTo(CONTENT);
    }

    @Test
    void everyUploadTakesArchiveClasses() {
        String[] cold = {STORAGE_CLASS, "ColdArchive"};
        assertThat(send("POST", "appended", "append&position=0", "content", cold)
                        .status())
                .isEqualTo(200);
        String upload = send("POST", "parts", "uploads", "", cold).element("UploadId");
        send("PUT", "parts", "partNumber=1&uploadId=" + upload, "content");
        assertThat(send("POST", "parts", "uploadId=" + upload, "", "x-oss-complete-all", "yes")
                        .status())
                .isEqualTo(200);
        put("source");
        put("copy", "x-oss-copy-source", "/demo/source", cold[0], cold[1]);
        PostForm.to(server)
                .signedAt(clock.instant())
                .field("key", "form")
                .field(cold[0], cold[1])
                .signedV4()
                .file("", "content")
                .send();
        for (String key : new String[] {"appended", "parts", "copy", "form"}) {
            assertError(get(key), 403, "InvalidObjectState");
            assertThat(restore(key, "").status()).as(key).isEqualTo(202);
        }
        clock.advance(Duration.ofMinutes(1));
        for (String key : new String[] {"appended", "parts", "copy", "form"}) {
            assertThat(get(key).bytes()).as(key).isEqualTo(CONTENT);
        }
    }

    @Test
    void unknownStorageClassIsRefused() {
        Http.Response response = put("k", STORAGE_CLASS, "Cold");
        assertError(response, 400, "InvalidArgument");
        assertThat(response.element("ArgumentValue")).isEqualTo("Cold");
    }

    @Test
    void objectHasArchiveClassOfItsBucket() {
        String xml = "<CreateBucketConfiguration><StorageClass>Archive</StorageClass></CreateBucketConfiguration>";
        SignedUrl.of(server, "PUT", "archive", "").signedAt(clock.instant()).send(xml);
        server.putObject("archive", "k", CONTENT);
        assertError(
                SignedUrl.of(server, "GET", "archive", "k")
                        .signedAt(clock.instant())
                        .send(),
                403,
                "InvalidObjectState");
    }

    @Test
    void newContentIsNotRestored() {
        put("k", STORAGE_CLASS, "Archive");
        restore("k", "");
        clock.advance(Duration.ofMinutes(1));
        put("k", STORAGE_CLASS, "Archive");
        assertThat(restoreHeader("k")).isEmpty();
        assertError(get("k"), 403, "InvalidObjectState");
    }

    @Test
    void listingsHaveStateOfRestoration() {
        put("archived", STORAGE_CLASS, "Archive");
        put("plain");
        assertThat(send("GET", "", "prefix", "").text()).doesNotContain("RestoreInfo");
        restore("archived", "");
        for (String listing : new String[] {"prefix", "list-type=2", "versions"}) {
            assertThat(send("GET", "", listing, "").element("RestoreInfo"))
                    .as(listing)
                    .isEqualTo(ONGOING);
        }
        clock.advance(Duration.ofMinutes(1));
        for (String listing : new String[] {"prefix", "list-type=2", "versions"}) {
            assertThat(send("GET", "", listing, "").element("RestoreInfo"))
                    .as(listing)
                    .isEqualTo("ongoing-request=\"false\", expiry-date=\"Wed, 11 Mar 2026 12:01:00 GMT\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restorationOfVersionSurvivesARestart(boolean onDisk) {
        server.close();
        start(onDisk ? root : null);
        String enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        send("PUT", "", "versioning", enabled);
        String first = put("k", STORAGE_CLASS, "Archive").header("x-oss-version-id");
        String second = put("k", STORAGE_CLASS, "Archive").header("x-oss-version-id");
        Http.Response restored = send("POST", "k", "restore&versionId=" + first, "");
        assertThat(restored.status()).isEqualTo(202);
        assertThat(restored.header("x-oss-version-id")).isEqualTo(first);
        if (onDisk) {
            server.close();
            start(root);
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(send("GET", "k", "versionId=" + first, "").bytes()).isEqualTo(CONTENT);
        Http.Response newest = get("k");
        assertError(newest, 403, "InvalidObjectState");
        Http.Response other = restore("k", "");
        assertThat(other.status()).isEqualTo(202);
        assertThat(other.header("x-oss-version-id")).isEqualTo(second);
    }

    @Test
    void objectIsReadableAtOnceWithoutRestoreTime() {
        server.close();
        server = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .restoreTime(Duration.ZERO)
                .start();
        put("k", STORAGE_CLASS, "Archive");
        assertThat(restore("k", "").status()).isEqualTo(202);
        assertThat(get("k").bytes()).isEqualTo(CONTENT);
    }
}
