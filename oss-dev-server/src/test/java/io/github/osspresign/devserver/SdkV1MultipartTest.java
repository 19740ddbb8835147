// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static io.github.osspresign.devserver.SdkV1.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.AppendObjectRequest;
import com.aliyun.oss.model.AppendObjectResult;
import com.aliyun.oss.model.CompleteMultipartUploadRequest;
import com.aliyun.oss.model.CompleteMultipartUploadResult;
import com.aliyun.oss.model.DownloadFileRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ListMultipartUploadsRequest;
import com.aliyun.oss.model.ListPartsRequest;
import com.aliyun.oss.model.MultipartUpload;
import com.aliyun.oss.model.MultipartUploadListing;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.PartETag;
import com.aliyun.oss.model.PartListing;
import com.aliyun.oss.model.PartSummary;
import com.aliyun.oss.model.UploadFileRequest;
import com.aliyun.oss.model.UploadPartCopyRequest;
import com.aliyun.oss.model.UploadPartRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The official OSS SDK for Java V1, unchanged: multipart uploads, appends and tags. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1MultipartTest {

    private static final String KEY = "dir/a b+c%20中😀.txt";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1MultipartTest(SignVersion version) {
        client = SdkV1.client(server, version);
    }

    private static String initiate(OSS client, String key) {
        return client.initiateMultipartUpload(new InitiateMultipartUploadRequest("demo", key))
                .getUploadId();
    }

    @Test
    void uploadsListsCopiesAndCompletes() {
        byte[] first = content(1, SMALLEST_PART);
        server.putObject("demo", "source &", "0123456789".getBytes(UTF_8));
        String id = initiate(client, KEY);
        PartETag uploaded = client.uploadPart(
                        new UploadPartRequest("demo", KEY, id, 1, new ByteArrayInputStream(first), first.length))
                .getPartETag();
        UploadPartCopyRequest copy = new UploadPartCopyRequest("demo", "source &", "demo", KEY);
        copy.setUploadId(id);
        copy.setPartNumber(2);
        copy.setBeginIndex(2L);
        copy.setPartSize(3L);
        PartETag copied = client.uploadPartCopy(copy).getPartETag();

        ListPartsRequest request = new ListPartsRequest("demo", KEY, id);
        request.setMaxParts(1);
        List<PartSummary> parts = new ArrayList<>();
        PartListing page;
        do {
            page = client.listParts(request);
            assertThat(page.getKey()).isEqualTo(KEY);
            parts.addAll(page.getParts());
            request.setPartNumberMarker(page.getNextPartNumberMarker());
        } while (page.isTruncated());
        assertThat(parts).extracting(PartSummary::getPartNumber).containsExactly(1, 2);
        assertThat(parts).extracting(PartSummary::getSize).containsExactly((long) SMALLEST_PART, 3L);
        assertThat(parts).extracting(PartSummary::getETag).containsExactly(uploaded.getETag(), copied.getETag());

        CompleteMultipartUploadResult completed = client.completeMultipartUpload(
                new CompleteMultipartUploadRequest("demo", KEY, id, new ArrayList<>(List.of(uploaded, copied))));
        assertThat(completed.getKey()).isEqualTo(KEY);
        assertThat(completed.getETag()).endsWith("-2");
        assertThat(client.headObject("demo", KEY).getObjectType()).isEqualTo("Multipart");
        assertThat(server.objectBytes("demo", KEY))
                .hasSize(SMALLEST_PART + 3)
                .startsWith(first)
                .endsWith("234".getBytes(UTF_8));
    }

    @Test
    void listsAndAbortsUploads() {
        List<String> ids = List.of(initiate(client, KEY), initiate(client, KEY), initiate(client, "z"));
        ListMultipartUploadsRequest request = new ListMultipartUploadsRequest("demo");
        request.setMaxUploads(1);
        List<MultipartUpload> uploads = new ArrayList<>();
        MultipartUploadListing page;
        do {
            page = client.listMultipartUploads(request);
            uploads.addAll(page.getMultipartUploads());
            request.setKeyMarker(page.getNextKeyMarker());
            request.setUploadIdMarker(page.getNextUploadIdMarker());
        } while (page.isTruncated());
        assertThat(uploads).extracting(MultipartUpload::getKey).containsExactly(KEY, KEY, "z");
        assertThat(uploads).extracting(MultipartUpload::getUploadId).containsExactlyInAnyOrderElementsOf(ids);

        uploads.forEach(upload -> client.abortMultipartUpload(
                new AbortMultipartUploadRequest("demo", upload.getKey(), upload.getUploadId())));
        assertFails(() -> client.listParts(new ListPartsRequest("demo", "z", ids.get(2))), "NoSuchUpload");
    }

    @Test
    void uploadsAndDownloadsAFileInParallelParts(@TempDir Path directory) throws Throwable {
        byte[] content = content(5, 4 * SMALLEST_PART + 7);
        Path file = Files.write(directory.resolve("file.txt"), content);
        UploadFileRequest upload = new UploadFileRequest("demo", KEY, file.toString(), SMALLEST_PART, 3);
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.addUserMetadata("author", "alice");
        upload.setObjectMetadata(metadata);
        assertThat(client.uploadFile(upload).getMultipartUploadResult().getETag())
                .endsWith("-5");
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(content);
        assertThat(client.headObject("demo", KEY).getUserMetadata()).containsEntry("author", "alice");

        Path copy = directory.resolve("copy.txt");
        client.downloadFile(new DownloadFileRequest("demo", KEY, copy.toString(), SMALLEST_PART, 3, false));
        assertThat(copy).hasBinaryContent(content);
    }

    @Test
    void appends() {
        AppendObjectResult first =
                client.appendObject(new AppendObjectRequest("demo", KEY, new ByteArrayInputStream("ab".getBytes(UTF_8)))
                        .withPosition(0L)
                        .withInitCRC(0L));
        assertThat(first.getNextPosition()).isEqualTo(2);
        AppendObjectResult second =
                client.appendObject(new AppendObjectRequest("demo", KEY, new ByteArrayInputStream("cd".getBytes(UTF_8)))
                        .withPosition(first.getNextPosition())
                        .withInitCRC(first.getClientCRC()));
        assertThat(second.getNextPosition()).isEqualTo(4);
        assertThat(second.getServerCRC()).isEqualTo(second.getClientCRC());
        assertThat(client.headObject("demo", KEY).getObjectType()).isEqualTo("Appendable");
        assertFails(
                () -> client.appendObject(
                        new AppendObjectRequest("demo", KEY, new ByteArrayInputStream(new byte[1])).withPosition(1L)),
                "PositionNotEqualToLength");
        assertThat(server.objectBytes("demo", KEY)).isEqualTo("abcd".getBytes(UTF_8));
    }

    @Test
    void tags() {
        server.putObject("demo", KEY, new byte[1]);
        Map<String, String> tags = Map.of("k +", "v/=", "a", "");
        client.setObjectTagging("demo", KEY, tags);
        assertThat(client.getObjectTagging("demo", KEY).getAllTags()).isEqualTo(tags);
        client.deleteObjectTagging("demo", KEY);
        assertThat(client.getObjectTagging("demo", KEY).getAllTags()).isEmpty();
    }

    @Test
    void presignsAnUploadInParts() {
        byte[] first = content(1, SMALLEST_PART);
        server.putObject("demo", "source", "0123456789".getBytes(UTF_8));
        String id = Http.send(
                        "POST",
                        SdkV1.presign(client, HttpMethod.POST, KEY, singletonMap("uploads", null), Map.of()),
                        BodyPublishers.noBody())
                .element("UploadId");
        URI upload = SdkV1.presign(client, HttpMethod.PUT, KEY, Map.of("partNumber", "1", "uploadId", id), Map.of());
        String firstTag = Http.put(upload, first).header("ETag");
        String[] source = {"x-oss-copy-source", "/demo/source"};
        URI copy = SdkV1.presign(
                client, HttpMethod.PUT, KEY, Map.of("partNumber", "2", "uploadId", id), Map.of(source[0], source[1]));
        String secondTag = Http.put(copy, new byte[0], source).element("ETag");
        URI list = SdkV1.presign(client, HttpMethod.GET, KEY, Map.of("uploadId", id), Map.of());
        assertThat(Http.get(list).text()).contains("<PartNumber>1</PartNumber>", "<PartNumber>2</PartNumber>");

        String xml = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + firstTag
                + "</ETag></Part><Part><PartNumber>2</PartNumber><ETag>" + secondTag
                + "</ETag></Part></CompleteMultipartUpload>";
        URI complete = SdkV1.presign(client, HttpMethod.POST, KEY, Map.of("uploadId", id), Map.of());
        assertThat(Http.post(complete, xml).element("Key")).isNotEmpty();
        assertThat(server.objectBytes("demo", KEY)).hasSize(SMALLEST_PART + 10);

        String other = initiate(client, KEY);
        URI abort = SdkV1.presign(client, HttpMethod.DELETE, KEY, Map.of("uploadId", other), Map.of());
        Http.delete(abort).assertStatus(204);
    }

    @Test
    void presignsAppendsAndTags() {
        Map<String, String> start = new HashMap<>(singletonMap("append", null));
        start.put("position", "0");
        URI append = SdkV1.presign(client, HttpMethod.POST, KEY, start, Map.of());
        assertThat(Http.post(append, "ab").header("x-oss-next-append-position")).isEqualTo("2");

        Map<String, String> tagging = singletonMap("tagging", null);
        String xml = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>";
        Http.put(SdkV1.presign(client, HttpMethod.PUT, KEY, tagging, Map.of()), xml.getBytes(UTF_8))
                .assertStatus(200);
        URI get = SdkV1.presign(client, HttpMethod.GET, KEY, tagging, Map.of());
        assertThat(Http.get(get).element("Value")).isEqualTo("1");
        URI delete = SdkV1.presign(client, HttpMethod.DELETE, KEY, tagging, Map.of());
        Http.delete(delete).assertStatus(204);
        assertThat(Http.get(get).element("Value")).isEmpty();
    }
}
