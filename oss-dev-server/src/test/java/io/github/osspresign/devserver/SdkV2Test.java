// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.PresignOptions;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.CommonPrefix;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import com.aliyun.sdk.service.oss2.models.PresignResult;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectResult;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The official OSS SDK for Java V2, unchanged: objects and presigned URLs. */
@ParameterizedClass
@ValueSource(strings = {"v4", "v1"})
class SdkV2Test {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .securityToken("STS.id", "sts-secret", "tok+en/==", Instant.now().plusSeconds(3600))
            .start();

    private final String signatureVersion;

    @AutoClose
    private final OSSClient client;

    SdkV2Test(String signatureVersion) {
        this.signatureVersion = signatureVersion;
        client = client().build();
    }

    private OSSClientBuilder client() {
        return SdkV2.builder(server).signatureVersion(signatureVersion);
    }

    @Test
    void worksWithOptionsOfStartupMessage() throws Exception {
        try (OSSClient own = client().usePathStyle(true).build()) {
            assertThat(own.putObject(PutObjectRequest.newBuilder()
                                    .bucket("demo")
                                    .key("k")
                                    .body(BinaryData.fromBytes(CONTENT))
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void putsGetsHeadsAndDeletes() throws Exception {
        PutObjectResult put = client.putObject(PutObjectRequest.newBuilder()
                .bucket("demo")
                .key("dir/a b+c~中.txt")
                .metadata(Map.of("author", "alice"))
                .cacheControl("no-cache")
                .body(BinaryData.fromBytes(CONTENT))
                .build());
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.eTag()).isEqualTo("\"9A0364B9E99BB480DD25E1F0284C8555\"");

        HeadObjectResult head = client.headObject(HeadObjectRequest.newBuilder()
                .bucket("demo")
                .key("dir/a b+c~中.txt")
                .build());
        assertThat(head.contentLength()).isEqualTo(7);
        assertThat(head.contentType()).isEqualTo("text/plain");
        assertThat(head.cacheControl()).isEqualTo("no-cache");
        assertThat(head.metadata()).containsEntry("author", "alice");
        assertThat(head.objectType()).isEqualTo("Normal");
        assertThat(head.storageClass()).isEqualTo("Standard");
        assertThat(head.hashCrc64ecma()).isEqualTo(put.hashCrc64ecma());

        try (GetObjectResult get = client.getObject(GetObjectRequest.newBuilder()
                .bucket("demo")
                .key("dir/a b+c~中.txt")
                .build())) {
            assertThat(get.body().readAllBytes()).isEqualTo(CONTENT);
            assertThat(get.eTag()).isEqualTo(put.eTag());
            assertThat(get.contentMd5()).isEqualTo(put.contentMd5());
        }

        DeleteObjectRequest delete = DeleteObjectRequest.newBuilder()
                .bucket("demo")
                .key("dir/a b+c~中.txt")
                .build();
        assertThat(client.deleteObject(delete).statusCode()).isEqualTo(204);
        assertThat(client.deleteObject(delete).statusCode()).isEqualTo(204);
    }

    @Test
    void putsAStreamOfUnknownLengthAndGetsARange() throws Exception {
        client.putObject(PutObjectRequest.newBuilder()
                .bucket("demo")
                .key("stream.bin")
                .body(BinaryData.fromStream(new ByteArrayInputStream(CONTENT)))
                .build());
        assertThat(server.objectBytes("demo", "stream.bin")).isEqualTo(CONTENT);
        try (GetObjectResult get = client.getObject(GetObjectRequest.newBuilder()
                .bucket("demo")
                .key("stream.bin")
                .range("bytes=2-100")
                .rangeBehavior("standard")
                .build())) {
            assertThat(get.statusCode()).isEqualTo(206);
            assertThat(get.contentRange()).isEqualTo("bytes 2-6/7");
            assertThat(get.body().readAllBytes()).isEqualTo("ntent".getBytes(UTF_8));
        }
    }

    @Test
    void getsConditionally() throws Exception {
        server.putObject("demo", "k", CONTENT);
        GetObjectRequest.Builder unchanged = GetObjectRequest.newBuilder()
                .bucket("demo")
                .key("k")
                .ifNoneMatch("\"9A0364B9E99BB480DD25E1F0284C8555\"");
        ServiceException notModified =
                ServiceException.asCause(catchThrowable(() -> client.getObject(unchanged.build())));
        assertThat(notModified.statusCode()).isEqualTo(304);
        GetObjectRequest.Builder other =
                GetObjectRequest.newBuilder().bucket("demo").key("k").ifMatch("\"other\"");
        ServiceException failed = ServiceException.asCause(catchThrowable(() -> client.getObject(other.build())));
        assertThat(failed.errorCode()).isEqualTo("PreconditionFailed");
    }

    @Test
    void worksWithASecurityToken() throws Exception {
        try (OSSClient temporary = client().credentialsProvider(
                        new StaticCredentialsProvider("STS.id", "sts-secret", "tok+en/=="))
                .build()) {
            temporary.putObject(PutObjectRequest.newBuilder()
                    .bucket("demo")
                    .key("k")
                    .body(BinaryData.fromBytes(CONTENT))
                    .build());
            PresignResult link = temporary.presign(
                    GetObjectRequest.newBuilder().bucket("demo").key("k").build());
            assertThat(Http.get(URI.create(link.url())).bytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void presignsDownloadsAndUploads() throws Exception {
        PresignOptions hour = PresignOptions.newBuilder()
                .expiration(Instant.now().plus(Duration.ofHours(1)))
                .build();
        PresignResult upload = client.presign(
                PutObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("dir/a b+c~中.txt")
                        .contentType("text/x-odd")
                        .metadata(Map.of("author", "alice"))
                        .build(),
                hour);
        List<String> headers = new ArrayList<>();
        upload.signedHeaders().orElseThrow().forEach((name, value) -> headers.addAll(List.of(name, value)));
        Http.put(URI.create(upload.url()), CONTENT, headers.toArray(String[]::new))
                .assertStatus(200);

        PresignResult download = client.presign(
                GetObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("dir/a b+c~中.txt")
                        .responseContentDisposition("attachment; filename=\"a b.txt\"")
                        .build(),
                hour);
        Http.Response response = Http.get(URI.create(download.url()));
        assertThat(response.bytes()).isEqualTo(CONTENT);
        assertThat(response.header("Content-Type")).isEqualTo("text/x-odd");
        assertThat(response.header("Content-Disposition")).isEqualTo("attachment; filename=\"a b.txt\"");
        assertThat(response.header("x-oss-meta-author")).isEqualTo("alice");

        PresignResult head = client.presign(
                HeadObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("dir/a b+c~中.txt")
                        .build(),
                hour);
        assertThat(Http.head(URI.create(head.url())).header("Content-Length")).isEqualTo("7");
    }

    @Test
    void listsPageByPageWithOddKeysAndCommonPrefixes() throws Exception {
        List<String> keys =
                List.of("a&b<c>.txt", "a b+c%20.txt", "dir/1", "dir/2", "dir2/1", "z\u0001.txt", "中/1", "😀.txt");
        keys.forEach(key -> server.putObject("demo", key, CONTENT));
        List<String> listed = new ArrayList<>();
        for (ListObjectsV2Result page : client.listObjectsV2Paginator(
                ListObjectsV2Request.newBuilder().bucket("demo").maxKeys(3L).build())) {
            page.contents().stream().map(ObjectSummary::key).forEach(listed::add);
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);

        ListObjectsV2Result folders = client.listObjectsV2(
                ListObjectsV2Request.newBuilder().bucket("demo").delimiter("/").build());
        assertThat(folders.commonPrefixes().stream().map(CommonPrefix::prefix)).containsExactly("dir/", "dir2/", "中/");
        assertThat(folders.contents()).hasSize(4);
        assertThat(folders.contents().get(0).size()).isEqualTo(7);
        assertThat(folders.contents().get(0).eTag()).isEqualTo("\"9A0364B9E99BB480DD25E1F0284C8555\"");
    }

    @Test
    void understandsTheErrors() throws Exception {
        ServiceException missing = ServiceException.asCause(catchThrowable(() -> client.getObject(
                GetObjectRequest.newBuilder().bucket("demo").key("missing").build())));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.errorCode()).isEqualTo("NoSuchKey");
        assertThat(missing.ec()).isEqualTo("0026-00000001");
        assertThat(missing.requestId()).matches("[0-9A-F]{24}");

        ServiceException head = ServiceException.asCause(catchThrowable(() -> client.headObject(
                HeadObjectRequest.newBuilder().bucket("demo").key("missing").build())));
        assertThat(head.statusCode()).isEqualTo(404);
        assertThat(head.errorCode()).isEqualTo("NoSuchKey");
        assertThat(head.errorFields()).containsEntry("Key", "missing");
        assertThat(head.requestId()).matches("[0-9A-F]{24}");
    }

    @Test
    void reportsWrongSecret() throws Exception {
        try (OSSClient wrong = client().credentialsProvider(
                        new StaticCredentialsProvider(server.accessKeyId(), "wrong"))
                .build()) {
            ServiceException error = ServiceException.asCause(catchThrowable(() -> wrong.getObject(
                    GetObjectRequest.newBuilder().bucket("demo").key("k").build())));
            assertThat(error.errorCode()).isEqualTo("SignatureDoesNotMatch");
        }
    }

    @Test
    void signsAdditionalHeaders() throws Exception {
        server.putObject("demo", "k", CONTENT);
        try (OSSClient signing =
                        client().additionalHeaders(List.of("range", "host")).build();
                GetObjectResult get = signing.getObject(GetObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("k")
                        .range("bytes=0-1")
                        .build())) {
            assertThat(get.body().readAllBytes()).isEqualTo("co".getBytes(UTF_8));
        }
    }

    /** The names are in the hosts file of the test run, because not every resolver knows names below localhost. */
    @Test
    void reachesTheBucketByVirtualHostAndByCustomDomain() throws Exception {
        try (OssDevServer named = OssDevServer.builder()
                        .bucket("demo")
                        .baseHost("oss.localhost")
                        .customDomain("img.example.com", "demo")
                        .start();
                OSSClient virtualHost = client().endpoint("http://oss.localhost:" + named.port())
                        .build();
                OSSClient customDomain = client().endpoint("http://img.example.com:" + named.port())
                        .useCName(true)
                        .build()) {
            virtualHost.putObject(PutObjectRequest.newBuilder()
                    .bucket("demo")
                    .key("dir/k")
                    .body(BinaryData.fromBytes(CONTENT))
                    .build());
            assertThat(named.objectBytes("demo", "dir/k")).isEqualTo(CONTENT);
            HeadObjectResult head = customDomain.headObject(
                    HeadObjectRequest.newBuilder().bucket("demo").key("dir/k").build());
            assertThat(head.contentLength()).isEqualTo(7);
            assertThat(named.requests()).extracting(RecordedRequest::target).containsOnly("/dir/k");
            assertThat(named.requests())
                    .extracting(request -> request.headers().get("host"))
                    .containsExactly(
                            List.of("demo.oss.localhost:" + named.port()), List.of("img.example.com:" + named.port()));
        }
    }
}
