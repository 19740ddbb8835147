// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.SdkV1.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.BucketVersioningConfiguration;
import com.aliyun.oss.model.CopyObjectRequest;
import com.aliyun.oss.model.DeleteVersionsRequest;
import com.aliyun.oss.model.DeleteVersionsRequest.KeyVersion;
import com.aliyun.oss.model.DeleteVersionsResult.DeletedVersion;
import com.aliyun.oss.model.GenericRequest;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.HeadObjectRequest;
import com.aliyun.oss.model.ListVersionsRequest;
import com.aliyun.oss.model.OSSVersionSummary;
import com.aliyun.oss.model.SetBucketVersioningRequest;
import com.aliyun.oss.model.VersionListing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The official OSS SDK for Java V1, unchanged: versions and symbolic links. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1VersioningTest {

    private static final String KEY = "dir/a b+c%20中😀.txt";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1VersioningTest(SignVersion version) {
        client = SdkV1.client(server, version);
    }

    private void enableVersioning() {
        client.setBucketVersioning(new SetBucketVersioningRequest(
                "demo", new BucketVersioningConfiguration(BucketVersioningConfiguration.ENABLED)));
    }

    private String put(String content) {
        return client.putObject("demo", KEY, new ByteArrayInputStream(content.getBytes(UTF_8)))
                .getVersionId();
    }

    private String get(GetObjectRequest request) throws IOException {
        try (InputStream content = client.getObject(request).getObjectContent()) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    private URI presign(HttpMethod method, String parameter, String value) {
        return SdkV1.presign(client, method, KEY, singletonMap(parameter, value), Map.of());
    }

    @Test
    void switchesVersioning() {
        enableVersioning();
        assertThat(client.getBucketVersioning("demo").getStatus()).isEqualTo("Enabled");
        client.setBucketVersioning(
                new SetBucketVersioningRequest("demo", new BucketVersioningConfiguration("Suspended")));
        assertThat(client.getBucketVersioning("demo").getStatus()).isEqualTo("Suspended");
        assertThat(client.getBucketInfo("demo").getVersioning()).isEqualTo("Suspended");
    }

    @Test
    void keepsReadsCopiesAndDeletesVersions() throws Exception {
        enableVersioning();
        String first = put("one");
        String second = put("two");
        client.deleteObject("demo", KEY);
        assertFails(() -> client.getObject("demo", KEY), "NoSuchKey");

        assertThat(get(new GetObjectRequest("demo", KEY, first))).isEqualTo("one");
        assertThat(client.headObject(new HeadObjectRequest("demo", KEY, second)).getVersionId())
                .isEqualTo(second);
        assertThat(client.getSimplifiedObjectMeta(new GenericRequest("demo", KEY, first))
                        .getVersionId())
                .isEqualTo(first);
        client.copyObject(new CopyObjectRequest("demo", KEY, first, "demo", "copy"));
        assertThat(server.objectBytes("demo", "copy")).isEqualTo("one".getBytes(UTF_8));

        client.deleteVersion("demo", KEY, second);
        List<KeyVersion> left = new ArrayList<>();
        for (OSSVersionSummary each : client.listVersions("demo", "dir/").getVersionSummaries()) {
            left.add(new KeyVersion(each.getKey(), each.getVersionId()));
        }
        assertThat(client.deleteVersions(new DeleteVersionsRequest("demo").withKeys(left))
                        .getDeletedVersions())
                .extracting(DeletedVersion::getKey)
                .containsExactly(KEY, KEY);
        assertThat(client.listVersions("demo", "dir/").getVersionSummaries()).isEmpty();
    }

    @Test
    void listsVersionsPageByPage() {
        enableVersioning();
        String first = put("one");
        String second = put("two");
        client.deleteObject("demo", KEY);
        List<String> listed = new ArrayList<>();
        List<Boolean> markers = new ArrayList<>();
        ListVersionsRequest request =
                new ListVersionsRequest().withBucketName("demo").withMaxResults(1);
        VersionListing page;
        do {
            page = client.listVersions(request);
            page.getVersionSummaries().forEach(each -> {
                listed.add(each.getVersionId());
                markers.add(each.isDeleteMarker());
            });
            request.setKeyMarker(page.getNextKeyMarker());
            request.setVersionIdMarker(page.getNextVersionIdMarker());
        } while (page.isTruncated());
        assertThat(listed).hasSize(3).endsWith(second, first);
        assertThat(markers).containsExactly(true, false, false);
    }

    @Test
    void presignsCallsForAVersion() {
        enableVersioning();
        String first = put("one");
        put("two");
        assertThat(Http.get(presign(HttpMethod.GET, "versionId", first)).text()).isEqualTo("one");
        assertThat(Http.head(presign(HttpMethod.HEAD, "versionId", first)).header("x-oss-version-id"))
                .isEqualTo(first);
        URI delete = presign(HttpMethod.DELETE, "versionId", first);
        Http.delete(delete).assertStatus(204);
        assertThat(Http.get(presign(HttpMethod.GET, "versionId", first)).element("Code"))
                .isEqualTo("NoSuchVersion");
    }

    @Test
    void followsSymlinks() throws Exception {
        put("content");
        client.createSymlink("demo", "link +", KEY);
        assertThat(get(new GetObjectRequest("demo", "link +"))).isEqualTo("content");
        assertThat(client.getSymlink("demo", "link +").getTarget()).isEqualTo(KEY);
    }

    @Test
    void presignsSymlinks() {
        server.putObject("demo", "target", "content".getBytes(UTF_8));
        URI link = SdkV1.presign(
                client, HttpMethod.PUT, KEY, singletonMap("symlink", null), Map.of("x-oss-symlink-target", "target"));
        Http.put(link, new byte[0], "x-oss-symlink-target", "target").assertStatus(200);
        assertThat(Http.get(presign(HttpMethod.GET, "symlink", null)).header("x-oss-symlink-target"))
                .isEqualTo("target");
    }
}
