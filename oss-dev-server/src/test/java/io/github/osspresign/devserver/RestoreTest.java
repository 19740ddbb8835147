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
        url.headers(headers);
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
        head.assertStatus(200);
        return head.header("x-oss-restore");
    }

    private Http.Response restore(String key, String body) {
        return send("POST", key, "restore", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Archive", "ColdArchive", "DeepColdArchive"})
    void archivedObjectIsReadableOnlyWhileItIsRestored(String storageClass) {
        put("k", STORAGE_CLASS, storageClass).assertStatus(200);
        get("k").assertError(403, "InvalidObjectState");
        assertThat(restoreHeader("k")).isEmpty();

        restore("k", "").assertStatus(202);
        assertThat(restoreHeader("k")).isEqualTo(ONGOING);
        get("k").assertError(403, "InvalidObjectState");
        Http.Response again = restore("k", "");
        again.assertError(409, "RestoreAlreadyInProgress");
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
        get("k").assertError(403, "InvalidObjectState");
        restore("k", "").assertStatus(202);
    }

    @Test
    void restoringRestoredObjectProlongsItsTime() {
        put("k", STORAGE_CLASS, "Archive");
        restore("k", "<RestoreRequest><Days>3</Days></RestoreRequest>");
        clock.advance(Duration.ofMinutes(1));
        assertThat(restoreHeader("k")).contains("expiry-date=\"Fri, 13 Mar 2026 12:01:00 GMT\"");
        restore("k", "").assertStatus(200);
        assertThat(restoreHeader("k")).contains("expiry-date=\"Fri, 13 Mar 2026 12:01:00 GMT\"");
        restore("k", "<RestoreRequest><Days>7</Days></RestoreRequest>").assertStatus(200);
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
        restore("k", "<RestoreRequest>" + content + "</RestoreRequest>").assertError(status, code);
        assertThat(restoreHeader("k")).isEmpty();
    }

    @Test
    void malformedRestorationIsRefused() {
        put("k", STORAGE_CLASS, "Archive");
        restore("k", "nonsense").assertError(400, "MalformedXML");
        restore("k", "<Other/>").assertError(400, "MalformedXML");
        restore("missing", "").assertError(404, "NoSuchKey");
        send("POST", "k", "restore&versionId=nosuchversion", "").assertError(404, "NoSuchVersion");
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
        response.assertStatus(202);
        assertThat(response.header("x-oss-object-restore-priority")).isEqualTo(tier);
    }

    @Test
    void unrestoredObjectCannotBeCopied() {
        put("source", STORAGE_CLASS, "Archive");
        String[] copy = {"x-oss-copy-source", "/demo/source"};
        put("copy", copy).assertError(403, "InvalidObjectState");
        String upload = send("POST", "parts", "uploads", "").element("UploadId");
        String part = "partNumber=1&uploadId=" + upload;
        send("PUT", "parts", part, "", copy).assertError(403, "InvalidObjectState");

        restore("source", "");
        clock.advance(Duration.ofMinutes(1));
        put("copy", copy).assertStatus(200);
        assertThat(restoreHeader("copy")).isEmpty();
        get("copy").assertError(403, "InvalidObjectState");
        send("PUT", "parts", part, "", copy).assertStatus(200);
        put("source", copy[0], copy[1], STORAGE_CLASS, "Standard").assertStatus(200);
        assertThat(get("source").bytes()).isEqualTo(CONTENT);
        assertThat(restoreHeader("source")).isEmpty();
    }

    @Test
    void nothingIsAppendedToAnUnrestoredObject() {
        send("POST", "log", "append&position=0", "one", "x-oss-storage-class", "Archive")
                .assertStatus(200);
        send("POST", "log", "append&position=3", "two").assertError(403, "InvalidObjectState");
        assertThat(server.objectBytes("demo", "log")).isEqualTo("one".getBytes(UTF_8));
        restore("log", "");
        clock.advance(Duration.ofHours(1));
        send("POST", "log", "append&position=3", "two").assertStatus(200);
    }

    @Test
    void symlinkNeedsRestoredTarget() {
        put("target", STORAGE_CLASS, "Archive");
        send("PUT", "link", "symlink", "", "x-oss-symlink-target", "target").assertStatus(200);
        get("link").assertError(403, "InvalidObjectState");
        assertThat(restoreHeader("link")).isEmpty();
        restore("link", "").assertError(501, "NotImplemented");
        restore("target", "");
        clock.advance(Duration.ofMinutes(1));
        assertThat(get("link").bytes()).isEqualTo(CONTENT);
    }

    @Test
    void everyUploadTakesArchiveClasses() {
        String[] cold = {STORAGE_CLASS, "ColdArchive"};
        send("POST", "appended", "append&position=0", "content", cold).assertStatus(200);
        String upload = send("POST", "parts", "uploads", "", cold).element("UploadId");
        send("PUT", "parts", "partNumber=1&uploadId=" + upload, "content");
        send("POST", "parts", "uploadId=" + upload, "", "x-oss-complete-all", "yes")
                .assertStatus(200);
        put("source");
        put("copy", "x-oss-copy-source", "/demo/source", cold[0], cold[1]);
        PostForm.to(server)
                .signedAt(clock.instant())
                .field("key", "form")
                .field(cold[0], cold[1])
                .sendV4();
        for (String key : new String[] {"appended", "parts", "copy", "form"}) {
            get(key).assertError(403, "InvalidObjectState");
            assertThat(restore(key, "").status()).as(key).isEqualTo(202);
        }
        clock.advance(Duration.ofMinutes(1));
        for (String key : new String[] {"appended", "parts", "copy", "form"}) {
            assertThat(get(key).bytes()).as(key).isEqualTo(CONTENT);
        }
    }

    @Test
    void newContentIsNotRestored() {
        put("k", STORAGE_CLASS, "Archive");
        restore("k", "");
        clock.advance(Duration.ofMinutes(1));
        put("k", STORAGE_CLASS, "Archive");
        assertThat(restoreHeader("k")).isEmpty();
        get("k").assertError(403, "InvalidObjectState");
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
        restored.assertStatus(202);
        assertThat(restored.header("x-oss-version-id")).isEqualTo(first);
        if (onDisk) {
            server.close();
            start(root);
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(send("GET", "k", "versionId=" + first, "").bytes()).isEqualTo(CONTENT);
        get("k").assertError(403, "InvalidObjectState");
        Http.Response other = restore("k", "");
        other.assertStatus(202);
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
        restore("k", "").assertStatus(202);
        assertThat(get("k").bytes()).isEqualTo(CONTENT);
    }
}
