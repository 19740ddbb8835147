// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.DeleteMarkerEntry;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObjectResult;
import com.aliyun.sdk.service.oss2.models.GetBucketVersioningRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.GetSymlinkRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import com.aliyun.sdk.service.oss2.models.JobParameters;
import com.aliyun.sdk.service.oss2.models.ListObjectVersionsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectVersionsResult;
import com.aliyun.sdk.service.oss2.models.ObjectVersion;
import com.aliyun.sdk.service.oss2.models.PutBucketVersioningRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutSymlinkRequest;
import com.aliyun.sdk.service.oss2.models.RestoreObjectRequest;
import com.aliyun.sdk.service.oss2.models.RestoreObjectResult;
import com.aliyun.sdk.service.oss2.models.RestoreRequest;
import com.aliyun.sdk.service.oss2.models.VersioningConfiguration;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The official OSS SDK for Java V2, unchanged: versions and symbolic links. */
class SdkV2VersioningTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @AutoClose
    private final OSSClient client = SdkV2.builder(server).build();

    private void enableVersioning() {
        client.putBucketVersioning(PutBucketVersioningRequest.newBuilder()
                .bucket("demo")
                .versioningConfiguration(
                        VersioningConfiguration.newBuilder().status("Enabled").build())
                .build());
    }

    private String put(String content) {
        return client.putObject(PutObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("k")
                        .body(BinaryData.fromString(content))
                        .build())
                .versionId();
    }

    @Test
    void restoresAnArchivedVersion() {
        enableVersioning();
        String version = client.putObject(PutObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("k")
                        .storageClass("ColdArchive")
                        .body(BinaryData.fromString("content"))
                        .build())
                .versionId();
        RestoreRequest restoration = RestoreRequest.newBuilder()
                .days(2L)
                .jobParameters(JobParameters.newBuilder().tier("Bulk").build())
                .build();
        RestoreObjectResult restored = client.restoreObject(RestoreObjectRequest.newBuilder()
                .bucket("demo")
                .key("k")
                .versionId(version)
                .restoreRequest(restoration)
                .build());
        assertThat(restored.statusCode()).isEqualTo(202);
        assertThat(restored.versionId()).isEqualTo(version);
        HeadObjectResult head = client.headObject(
                HeadObjectRequest.newBuilder().bucket("demo").key("k").build());
        assertThat(head.restore()).isEqualTo("ongoing-request=\"true\"");
        assertThat(head.storageClass()).isEqualTo("ColdArchive");
    }

    private String get(String key, String versionId) throws Exception {
        GetObjectRequest.Builder request =
                GetObjectRequest.newBuilder().bucket("demo").key(key);
        if (!versionId.isEmpty()) {
            request.versionId(versionId);
        }
        try (GetObjectResult result = client.getObject(request.build())) {
            return new String(result.body().readAllBytes(), UTF_8);
        }
    }

    @Test
    void keepsListsReadsAndDeletesVersions() throws Exception {
        enableVersioning();
        assertThat(client.getBucketVersioning(GetBucketVersioningRequest.newBuilder()
                                .bucket("demo")
                                .build())
                        .versioningConfiguration()
                        .status())
                .isEqualTo("Enabled");
        String first = put("one");
        String second = put("two");
        DeleteObjectResult deletion = client.deleteObject(
                DeleteObjectRequest.newBuilder().bucket("demo").key("k").build());
        assertThat(deletion.deleteMarker()).isTrue();

        ListObjectVersionsResult listing = client.listObjectVersions(
                ListObjectVersionsRequest.newBuilder().bucket("demo").build());
        assertThat(listing.versions()).extracting(ObjectVersion::versionId).containsExactly(second, first);
        assertThat(listing.deleteMarkers())
                .extracting(DeleteMarkerEntry::versionId)
                .containsExactly(deletion.versionId());
        assertThat(get("k", first)).isEqualTo("one");

        client.deleteObject(DeleteObjectRequest.newBuilder()
                .bucket("demo")
                .key("k")
                .versionId(deletion.versionId())
                .build());
        assertThat(get("k", "")).isEqualTo("two");
    }

    @Test
    void followsSymlinks() throws Exception {
        put("content");
        client.putSymlink(PutSymlinkRequest.newBuilder()
                .bucket("demo")
                .key("link")
                .symlinkTarget("k")
                .build());
        assertThat(get("link", "")).isEqualTo("content");
        assertThat(client.getSymlink(GetSymlinkRequest.newBuilder()
                                .bucket("demo")
                                .key("link")
                                .build())
                        .symlinkTarget())
                .isEqualTo("k");
    }
}
