// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GetBucketStat has true figures. */
class BucketStatTest {

    private static final Pattern FIGURE = Pattern.compile("<(\\w+)>(\\d+)</\\w+>");

    private final SettableClock clock = new SettableClock("2026-05-01T12:00:00.5Z");

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").root(root).clock(clock).start();
    }

    /** Returns the figures that are not zero. */
    private Map<String, Long> stat() {
        Http.Response response = url("GET", "").parameter("stat", "").send();
        response.assertStatus(200);
        Map<String, Long> figures = new TreeMap<>();
        FIGURE.matcher(response.text())
                .results()
                .forEach(figure -> figures.put(figure.group(1), Long.valueOf(figure.group(2))));
        assertThat(figures.keySet()).containsExactlyInAnyOrder("""
                        Storage ObjectCount MultipartUploadCount LiveChannelCount LastModifiedTime
                        StandardStorage StandardObjectCount InfrequentAccessStorage InfrequentAccessRealStorage
                        InfrequentAccessObjectCount ArchiveStorage ArchiveRealStorage ArchiveObjectCount
                        ColdArchiveStorage ColdArchiveRealStorage ColdArchiveObjectCount DeepColdArchiveStorage
                        DeepColdArchiveRealStorage DeepColdArchiveObjectCount MultipartPartCount
                        MultipartPartStorage DeleteMarkerCount
                        """.split("\\s+"));
        figures.values().removeIf(figure -> figure == 0);
        return figures;
    }

    private SignedUrl url(String method, String key) {
        return SignedUrl.of(server, method, "demo", key).signedAt(clock.instant());
    }

    private void put(String key, int bytes, String storageClass) {
        String header = "x-oss-storage-class";
        url("PUT", key).header(header, storageClass).send(new byte[bytes]).assertStatus(200);
    }

    @Test
    void figuresOfAnEmptyBucketAreZero() {
        assertThat(stat()).isEmpty();
    }

    @Test
    void objectsAreCountedByStorageClass() {
        put("standard", 7, "Standard");
        put("small", 3, "IA");
        clock.advance(Duration.ofSeconds(90));
        put("large", 100_000, "IA");

        assertThat(stat())
                .containsOnly(
                        Map.entry("Storage", 100_010L),
                        Map.entry("ObjectCount", 3L),
                        Map.entry("StandardStorage", 7L),
                        Map.entry("StandardObjectCount", 1L),
                        // OSS bills at least 64 KiB for an object of this class.
                        Map.entry("InfrequentAccessStorage", 100_000L + 65_536),
                        Map.entry("InfrequentAccessRealStorage", 100_003L),
                        Map.entry("InfrequentAccessObjectCount", 2L),
                        Map.entry(
                                "LastModifiedTime",
                                Instant.parse("2026-05-01T12:01:30Z").getEpochSecond()));
    }

    @Test
    void objectsOfAnArchiveBucketAreCountedAsArchive() {
        String xml = "<CreateBucketConfiguration><StorageClass>%s</StorageClass></CreateBucketConfiguration>";
        for (String storageClass : new String[] {"Archive", "ColdArchive", "DeepColdArchive"}) {
            String bucket = storageClass.toLowerCase(Locale.ROOT);
            SignedUrl put = SignedUrl.of(server, "PUT", bucket, "").signedAt(clock.instant());
            Http.put(put.v4(), xml.formatted(storageClass).getBytes(UTF_8)).assertStatus(200);
            server.putObject(bucket, "k", new byte[5]);
            Http.Response stat = SignedUrl.of(server, "GET", bucket, "")
                    .signedAt(clock.instant())
                    .parameter("stat", "")
                    .send();
            assertThat(stat.element(storageClass + "Storage")).isEqualTo("65536");
            assertThat(stat.element(storageClass + "RealStorage")).isEqualTo("5");
            assertThat(stat.element(storageClass + "ObjectCount")).isEqualTo("1");
            assertThat(stat.element("StandardObjectCount")).isEqualTo("0");
        }
    }

    @Test
    void previousVersionsAndDeleteMarkersAreCounted() {
        put("k", 1, "Standard");
        url("PUT", "")
                .parameter("versioning", "")
                .send("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        put("k", 10, "Standard");
        url("DELETE", "k").send();

        assertThat(stat())
                .contains(Map.entry("ObjectCount", 2L), Map.entry("Storage", 11L), Map.entry("DeleteMarkerCount", 1L));
    }

    @Test
    void partsOfUnfinishedUploadsAreCountedUntilTheirEnd() {
        String uploadId = initiate();
        initiate();
        for (int part = 1; part <= 2; part++) {
            url("PUT", "k")
                    .parameter("uploadId", uploadId)
                    .parameter("partNumber", Integer.toString(part))
                    .send(new byte[part * 100]);
        }
        assertThat(stat())
                .containsOnly(
                        Map.entry("MultipartUploadCount", 2L),
                        Map.entry("MultipartPartCount", 2L),
                        Map.entry("MultipartPartStorage", 300L));

        url("DELETE", "k").parameter("uploadId", uploadId).send();
        assertThat(stat()).containsOnly(Map.entry("MultipartUploadCount", 1L));
    }

    private String initiate() {
        return url("POST", "k").parameter("uploads", "").send().element("UploadId");
    }

    @Test
    void missingBucketHasNoFigures() {
        SignedUrl.of(server, "GET", "missing", "")
                .signedAt(clock.instant())
                .parameter("stat", "")
                .send()
                .assertError(404, "NoSuchBucket");
    }
}
