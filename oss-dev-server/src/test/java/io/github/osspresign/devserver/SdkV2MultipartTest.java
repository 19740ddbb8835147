// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.AbortMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.AppendObjectRequest;
import com.aliyun.sdk.service.oss2.models.AppendObjectResult;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUpload;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUploadResult;
import com.aliyun.sdk.service.oss2.models.CopyObjectRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObjectTaggingRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectTaggingRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import com.aliyun.sdk.service.oss2.models.InitiateMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.ListMultipartUploadsRequest;
import com.aliyun.sdk.service.oss2.models.ListMultipartUploadsResult;
import com.aliyun.sdk.service.oss2.models.ListPartsRequest;
import com.aliyun.sdk.service.oss2.models.ListPartsResult;
import com.aliyun.sdk.service.oss2.models.Part;
import com.aliyun.sdk.service.oss2.models.PresignResult;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectTaggingRequest;
import com.aliyun.sdk.service.oss2.models.Tag;
import com.aliyun.sdk.service.oss2.models.TagSet;
import com.aliyun.sdk.service.oss2.models.Tagging;
import com.aliyun.sdk.service.oss2.models.Upload;
import com.aliyun.sdk.service.oss2.models.UploadPartCopyRequest;
import com.aliyun.sdk.service.oss2.models.UploadPartRequest;
import com.aliyun.sdk.service.oss2.retry.FixedDelayBackoff;
import com.aliyun.sdk.service.oss2.retry.Retryer;
import com.aliyun.sdk.service.oss2.retry.StandardRetryer;
import com.aliyun.sdk.service.oss2.transfermanager.Copier;
import com.aliyun.sdk.service.oss2.transfermanager.CopierOptions;
import com.aliyun.sdk.service.oss2.transfermanager.UploadResult;
import com.aliyun.sdk.service.oss2.transfermanager.Uploader;
import com.aliyun.sdk.service.oss2.transfermanager.UploaderOptions;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The official OSS SDK for Java V2, unchanged: multipart uploads, appends and tags. */
@ParameterizedClass
@ValueSource(strings = {"v4", "v1"})
class SdkV2MultipartTest {

    private static final String KEY = "dir/a b+c&~中.txt";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @AutoClose
    private final OSSClient client;

    SdkV2MultipartTest(String signatureVersion) {
        Retryer retryer = StandardRetryer.newBuilder()
                .maxAttempts(3)
                .backoffDelayer(new FixedDelayBackoff(Duration.ofMillis(1)))
                .build();
        client = SdkV2.builder(server)
                .signatureVersion(signatureVersion)
                .retryMaxAttempts(3)
                .retryer(retryer)
                .build();
    }

    private String initiate(String key) {
        var request = InitiateMultipartUploadRequest.newBuilder()
                .bucket("demo")
                .key(key)
                .build();
        return client.initiateMultipartUpload(request).initiateMultipartUpload().uploadId();
    }

    private Part upload(String id, long number, byte[] content) {
        String entityTag = client.uploadPart(UploadPartRequest.newBuilder()
                        .bucket("demo")
                        .key(KEY)
                        .uploadId(id)
                        .partNumber(number)
                        .body(BinaryData.fromBytes(content))
                        .build())
                .eTag();
        return Part.newBuilder().partNumber(number).eTag(entityTag).build();
    }

    private static CompleteMultipartUploadRequest completion(String id, List<Part> parts) {
        return CompleteMultipartUploadRequest.newBuilder()
                .bucket("demo")
                .key(KEY)
                .uploadId(id)
                .completeMultipartUpload(
                        CompleteMultipartUpload.newBuilder().parts(parts).build())
                .build();
    }

    private static AbortMultipartUploadRequest abortion(String key, String id) {
        return AbortMultipartUploadRequest.newBuilder()
                .bucket("demo")
                .key(key)
                .uploadId(id)
                .build();
    }

    private HeadObjectResult head(String key) {
        return client.headObject(
                HeadObjectRequest.newBuilder().bucket("demo").key(key).build());
    }

    @Test
    void uploadsListsCopiesAndCompletes() throws Exception {
        byte[] first = content(1, SMALLEST_PART);
        server.putObject("demo", "source &", "0123456789".getBytes(UTF_8));
        String id = initiate(KEY);
        Part uploaded = upload(id, 1, first);
        var copy = UploadPartCopyRequest.newBuilder()
                .bucket("demo")
                .key(KEY)
                .sourceBucket("demo")
                .sourceKey("source &")
                .copySourceRange("bytes=2-4")
                .uploadId(id)
                .partNumber(2L)
                .build();
        String copiedTag = client.uploadPartCopy(copy).copyPartResult().eTag();

        List<Part> parts = new ArrayList<>();
        for (ListPartsResult page : client.listPartsPaginator(ListPartsRequest.newBuilder()
                .bucket("demo")
                .key(KEY)
                .uploadId(id)
                .maxParts(1L)
                .build())) {
            assertThat(page.key()).isEqualTo(KEY);
            parts.addAll(page.parts());
        }
        assertThat(parts).extracting(Part::partNumber).containsExactly(1L, 2L);
        assertThat(parts).extracting(Part::size).containsExactly((long) SMALLEST_PART, 3L);
        assertThat(parts).extracting(Part::eTag).containsExactly(uploaded.eTag(), copiedTag);

        CompleteMultipartUploadResult completed = client.completeMultipartUpload(completion(id, parts));
        assertThat(completed.completeMultipartUpload().key()).isEqualTo(KEY);
        assertThat(completed.completeMultipartUpload().eTag()).endsWith("-2\"");
        assertThat(completed.hashCRC64()).isEqualTo(head(KEY).hashCrc64ecma());
        assertThat(server.objectBytes("demo", KEY))
                .hasSize(SMALLEST_PART + 3)
                .startsWith(first)
                .endsWith("234".getBytes(UTF_8));
    }

    @Test
    void listsAndAbortsUploads() throws Exception {
        List<String> ids = List.of(initiate(KEY), initiate(KEY), initiate("z"));
        List<Upload> uploads = new ArrayList<>();
        for (ListMultipartUploadsResult page :
                client.listMultipartUploadsPaginator(ListMultipartUploadsRequest.newBuilder()
                        .bucket("demo")
                        .maxUploads(1L)
                        .build())) {
            uploads.addAll(page.uploads());
        }
        assertThat(uploads).extracting(Upload::key).containsExactly(KEY, KEY, "z");
        assertThat(uploads).extracting(Upload::uploadId).containsExactlyInAnyOrderElementsOf(ids);

        for (Upload upload : uploads) {
            client.abortMultipartUpload(abortion(upload.key(), upload.uploadId()));
        }
        var list = ListPartsRequest.newBuilder()
                .bucket("demo")
                .key("z")
                .uploadId(ids.get(2))
                .build();
        ServiceException error = ServiceException.asCause(catchThrowable(() -> client.listParts(list)));
        assertThat(error.errorCode()).isEqualTo("NoSuchUpload");
    }

    @Test
    void uploaderAndCopierUseParallelParts(@TempDir Path root) throws Exception {
        byte[] content = content(5, 10 * SMALLEST_PART + 7);
        Path file = Files.write(root.resolve("file"), content);
        UploadResult uploaded = new Uploader(
                        client,
                        UploaderOptions.newBuilder()
                                .partSize(SMALLEST_PART)
                                .parallelNum(3)
                                .build())
                .uploadFile(
                        PutObjectRequest.newBuilder()
                                .bucket("demo")
                                .key(KEY)
                                .metadata(Map.of("author", "alice"))
                                .tagging("a=1")
                                .build(),
                        file.toString());
        assertThat(uploaded.etag()).endsWith("-11\"");
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(content);
        HeadObjectResult head = head(KEY);
        assertThat(head.objectType()).isEqualTo("Multipart");
        assertThat(head.contentMd5()).isNull();
        assertThat(head.metadata()).containsEntry("author", "alice");
        // Not taggingCount(), which looks for a header with another spelling.
        assertThat(head.headers()).containsEntry("x-oss-tagging-count", "1");

        new Copier(client)
                .copy(
                        CopyObjectRequest.newBuilder()
                                .sourceBucket("demo")
                                .sourceKey(KEY)
                                .bucket("demo")
                                .key("copy")
                                .build(),
                        CopierOptions.newBuilder()
                                .multipartCopyThreshold((long) SMALLEST_PART)
                                .partSize(2L * SMALLEST_PART)
                                .disableShallowCopy(true)
                                .build());
        assertThat(server.objectBytes("demo", "copy")).isEqualTo(content);
        assertThat(head("copy").eTag()).endsWith("-6\"");
    }

    private AppendObjectResult append(long position, BinaryData content) {
        return client.appendObject(AppendObjectRequest.newBuilder()
                .bucket("demo")
                .key(KEY)
                .position(position)
                .body(content)
                .build());
    }

    @Test
    void appends() throws Exception {
        AppendObjectResult first = append(0, BinaryData.fromString("con"));
        InputStream rest = new ByteArrayInputStream("tent".getBytes(UTF_8));
        AppendObjectResult second = append(first.nextAppendPosition(), BinaryData.fromStream(rest));
        assertThat(second.nextAppendPosition()).isEqualTo(7);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo("content".getBytes(UTF_8));
        assertThat(head(KEY).nextAppendPosition()).isEqualTo(7);
        ServiceException error = ServiceException.asCause(catchThrowable(() -> append(3, BinaryData.fromString("x"))));
        assertThat(error.errorCode()).isEqualTo("PositionNotEqualToLength");
    }

    @Test
    void tags() throws Exception {
        server.putObject("demo", KEY, new byte[1]);
        GetObjectTaggingRequest get =
                GetObjectTaggingRequest.newBuilder().bucket("demo").key(KEY).build();
        List<Tag> tags = List.of(
                Tag.newBuilder().key("a b").value("1").build(),
                Tag.newBuilder().key("中").value("").build());
        TagSet set = TagSet.newBuilder().tags(tags).build();
        client.putObjectTagging(PutObjectTaggingRequest.newBuilder()
                .bucket("demo")
                .key(KEY)
                .tagging(Tagging.newBuilder().tagSet(set).build())
                .build());
        assertThat(client.getObjectTagging(get).tagging().tagSet().tags())
                .extracting(Tag::key)
                .containsExactly("a b", "中");
        client.deleteObjectTagging(
                DeleteObjectTaggingRequest.newBuilder().bucket("demo").key(KEY).build());
        assertThat(client.getObjectTagging(get).tagging().tagSet().tags()).isNullOrEmpty();
    }

    @Test
    void uploadsInPartsThroughPresignedLinks() throws Exception {
        byte[] first = content(1, SMALLEST_PART);
        byte[] second = content(2, 3);
        var initiation = InitiateMultipartUploadRequest.newBuilder()
                .bucket("demo")
                .key(KEY)
                .contentType("text/x-odd")
                .build();
        String id = use(client.presign(initiation), new byte[0]).element("UploadId");
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        long number = 0;
        for (byte[] part : List.of(first, second)) {
            number++;
            var upload = UploadPartRequest.newBuilder()
                    .bucket("demo")
                    .key(KEY)
                    .uploadId(id)
                    .partNumber(number)
                    .build();
            Http.Response uploaded = use(client.presign(upload), part);
            xml.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>");
            xml.append(uploaded.header("ETag")).append("</ETag></Part>");
        }
        xml.append("</CompleteMultipartUpload>");
        var completion = CompleteMultipartUploadRequest.newBuilder()
                .bucket("demo")
                .key(KEY)
                .uploadId(id)
                .build();
        Http.Response completed = use(client.presign(completion), xml.toString().getBytes(UTF_8));
        assertThat(completed.element("ETag")).endsWith("-2\"");
        assertThat(server.objectBytes("demo", KEY)).startsWith(first).endsWith(second);
        assertThat(head(KEY).contentType()).isEqualTo("text/x-odd");

        String aborted = initiate(KEY);
        use(client.presign(abortion(KEY, aborted)), new byte[0]);
        new Multipart(server).list(KEY, aborted).assertStatus(404);
    }

    @Test
    void repeatsPartsThatFailed() throws Exception {
        byte[] content = content(6, SMALLEST_PART);
        server.inject(FaultRule.of(new Fault.CutUploadAfter(1000)).forQuery("partNumber", "1"));
        server.inject(FaultRule.of(new Fault.LostResponse()).forQuery("partNumber", "2"));
        server.inject(FaultRule.of(new Fault.FlippedUploadByte(7)).forQuery("partNumber", "3"));
        server.inject(FaultRule.of(new Fault.StatusError(503, "Busy", "")).forQuery("partNumber", "4"));
        String id = initiate(KEY);
        String right = upload(id, 5, content).eTag();
        for (long number = 1; number <= 4; number++) {
            assertThat(upload(id, number, content).eTag()).isEqualTo(right);
        }
        assertThat(server.faults()).isEmpty();
    }

    @Test
    void understandsTheErrorsOfACompletion() throws Exception {
        String id = initiate(KEY);
        Part small = upload(id, 1, new byte[1]);
        Part last = upload(id, 2, new byte[1]);
        Part unknown = Part.newBuilder().partNumber(3L).eTag(last.eTag()).build();
        assertThat(completionError(id, small, last).errorCode()).isEqualTo("EntityTooSmall");
        assertThat(completionError(id, small, last).ec()).isEqualTo("0042-00000213");
        assertThat(completionError(id, last, small).errorCode()).isEqualTo("InvalidPartOrder");
        assertThat(completionError(id, unknown).errorCode()).isEqualTo("InvalidPart");
    }

    private ServiceException completionError(String id, Part... parts) {
        return ServiceException.asCause(
                catchThrowable(() -> client.completeMultipartUpload(completion(id, List.of(parts)))));
    }

    /** Sends the request of a link, with the headers that it was signed for. */
    private static Http.Response use(PresignResult link, byte[] body) {
        List<String> headers = new ArrayList<>();
        link.signedHeaders().ifPresent(signed -> signed.forEach((name, value) -> headers.addAll(List.of(name, value))));
        Http.Response response = Http.send(
                link.method(),
                URI.create(link.url()),
                HttpRequest.BodyPublishers.ofByteArray(body),
                headers.toArray(String[]::new));
        assertThat(response.status()).as(response.text()).isIn(200, 204);
        return response;
    }
}
