// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The producer uploads the body of a message through a PUT link: complete, verified, with exactly the signed headers.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OssPresignedUploadTest extends OssPresignedTestSupport {

    private static final String KEY = "dir/发票 2026+1.bin";
    private static final String COPY = "copy.bin";
    private static final String UPLOAD = "osspresigned:?operation=upload&backoffInitial=1ms&" + LOCAL;

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:V4").to("presign:demo?method=PUT").to(UPLOAD);
        routes.from("direct:V1")
                .to("presign:demo?method=PUT&signatureVersion=V1&header.Content-Type=text/csv")
                .to(UPLOAD);
        routes.from("direct:typed")
                .to("presign:demo?method=PUT&header.Content-Type=text/csv&header.x-oss-meta-origin=erp")
                .to(UPLOAD);
        routes.from("direct:stream").streamCache("false").to(UPLOAD + "&maxFileSize=3000000");
        routes.from("direct:redelivered")
                .streamCache("false")
                .errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(1))
                .to("presign:demo?method=PUT")
                .to(UPLOAD);
        routes.from("direct:twice")
                .streamCache("false")
                .to("presign:demo?method=PUT")
                .to(UPLOAD)
                .to("presign:demo?method=PUT&objectKey=" + COPY)
                .to(UPLOAD);
        routes.from("direct:branches")
                .streamCache("false")
                .multicast()
                .stopOnException()
                .to("direct:stored", "direct:stored")
                .end();
        routes.from("direct:stored")
                .streamCache("false")
                .to("presign:demo?method=PUT")
                .to(UPLOAD);
        routes.from("direct:copy")
                .to("osspresigned:?streaming=true&maxAttempts=1&" + LOCAL)
                .to("presign:demo?method=PUT&objectKey=" + COPY)
                .to(UPLOAD);
        routes.from("direct:read-copy")
                .streamCache("false")
                .to("osspresigned:?streaming=true&maxAttempts=1&" + LOCAL)
                .process(exchange ->
                        exchange.getMessage().getBody(InputStream.class).readAllBytes())
                .to("presign:demo?method=PUT&objectKey=" + COPY)
                .to(UPLOAD);
        routes.from("direct:renew").process(exchange -> {
            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry("CamelPresignMethod", "PUT")
                    .containsEntry("CamelPresignRequiredHeaders", Map.of("Content-Type", "text/csv"))
                    .containsEntry("CamelPresignObjectKey", KEY);
            exchange.getMessage().setBody(putLink(KEY, "&header.Content-Type=text/csv"));
        });
        routes.from("file:" + directory.resolve("out") + "?noop=true&initialDelay=0")
                .autoStartup(false)
                .routeId("files")
                .to("presign:demo?method=PUT&objectKey=" + "files/a.bin")
                .to(UPLOAD)
                .to("mock:files");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(11).nextBytes(bytes);
        return bytes;
    }

    private PresignedLink putLink(String key, String options) throws Exception {
        return send("presign:demo?method=PUT" + options, "", Map.of("CamelPresignObjectKey", key))
                .getMessage()
                .getHeader("CamelPresignLink", PresignedLink.class);
    }

    private Message upload(Object body, String options) throws Exception {
        return upload(body, putLink(KEY, ""), options);
    }

    private Message upload(Object body, Object link, String options) throws Exception {
        return send(UPLOAD + options, body, Map.of("CamelPresignLink", link)).getMessage();
    }

    private static boolean isPut(RecordedRequest request) {
        return request.method().equals("PUT");
    }

    private byte[] stored() {
        return server.objectBytes(BUCKET, KEY);
    }

    private List<RecordedRequest> puts() {
        return server.requests().stream().filter(OssPresignedUploadTest::isPut).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1", "typed"})
    void officialClientsReadUploadedObject(String route) throws Exception {
        // The clients use the system clock.
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        byte[] content = random(3_000_000);

        Message message = send("direct:" + route, content, Map.of("CamelPresignObjectKey", KEY))
                .getMessage();

        assertThat(message.getBody()).isSameAs(content);
        String type = route.equals("V4") ? null : "text/csv";
        OSS v1 = new OSSClientBuilder()
                .build(server.endpoint().toString(), server.accessKeyId(), server.accessKeySecret());
        try (OSSObject object = v1.getObject(BUCKET, KEY)) {
            assertThat(object.getObjectContent()).hasBinaryContent(content);
            assertThat(object.getObjectMetadata().getContentType())
                    .isEqualTo(type == null ? "application/octet-stream" : type);
        } finally {
            v1.shutdown();
        }
        try (OSSClient v2 = OSSClient.newBuilder()
                        .endpoint(server.endpoint().toString())
                        .region(server.region())
                        .credentialsProvider(
                                new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                        .build();
                GetObjectResult object = v2.getObject(
                        GetObjectRequest.newBuilder().bucket(BUCKET).key(KEY).build())) {
            assertThat(object.body()).hasBinaryContent(content);
        }
        assertThat(message.getHeaders())
                .containsEntry("CamelOssPresignedVerified", "crc64")
                .containsEntry("CamelOssPresignedAttempts", 1)
                .containsKeys(
                        "CamelOssPresignedETag",
                        "CamelOssPresignedCrc64",
                        "CamelOssPresignedRequestId",
                        "CamelOssPresignedDuration",
                        "CamelPresignUrlMasked")
                .doesNotContainKeys("CamelOssPresignedResumedBytes", "CamelOssPresignedMetadata");
        assertThat(message.getHeader("CamelPresignUrlMasked", String.class)).doesNotContain("ignature=A");
    }

    @Test
    void sendsEveryBodyTypeCompletelyAndAgainAfterFailure() throws Exception {
        byte[] content = random(2_500_000);
        Path file = Files.write(directory.resolve("source.bin"), content);
        String text = "Grüße\n".repeat(100_000);
        CachedOutputStream cache = new CachedOutputStream(send("mock:any", "", Map.of()));
        cache.write(content);
        Map<Object, byte[]> bodies = Map.of(
                file,
                content,
                file.toFile(),
                content,
                content,
                content,
                text,
                text.getBytes(UTF_8),
                new StringReader(text),
                text.getBytes(UTF_8),
                new ByteArrayInputStream(content),
                content,
                cache.newStreamCache(),
                content);
        for (Map.Entry<Object, byte[]> body : bodies.entrySet()) {
            server.inject(new Fault.StatusError(500, "InternalError", "no"), 1, OssPresignedUploadTest::isPut);
            server.inject(new Fault.ConnectionReset(), 1, OssPresignedUploadTest::isPut);

            Message message = upload(body.getKey(), "");

            assertThat(stored()).as("%s", body.getKey().getClass()).isEqualTo(body.getValue());
            assertThat(message.getHeader("CamelOssPresignedAttempts")).isEqualTo(3);
        }
        cache.close();
    }

    @Test
    void uploadsStreamedDownloadAndAgainAfterFailure() throws Exception {
        byte[] content = random(2_500_000);
        server.putObject(BUCKET, KEY, content);
        server.inject(new Fault.StatusError(500, "InternalError", "no"), 1, OssPresignedUploadTest::isPut);
        server.inject(new Fault.ConnectionReset(), 1, OssPresignedUploadTest::isPut);

        Message message = send("direct:copy", link(KEY), Map.of()).getMessage();

        assertThat(server.objectBytes(BUCKET, COPY)).isEqualTo(content);
        assertThat(message.getHeader("CamelOssPresignedAttempts")).isEqualTo(3);
        assertThat(message.getHeader("CamelOssPresignedVerified")).isEqualTo("crc64");
    }

    @Test
    void streamedDownloadThatFailsIsNotUploaded() {
        server.putObject(BUCKET, KEY, random(2_500_000));
        server.inject(new Fault.WrongCrc64(), 1, request -> !isPut(request));

        assertThatThrownBy(() -> send("direct:copy", link(KEY), Map.of()))
                .isInstanceOf(ChecksumMismatchException.class);

        assertThat(puts()).isEmpty();
    }

    @Test
    void streamedDownloadThatANodeHasReadIsNotUploadedAsAnEmptyObject() {
        server.putObject(BUCKET, KEY, random(2_500_000));

        assertThatThrownBy(() -> send("direct:read-copy", link(KEY), Map.of()))
                .hasStackTraceContaining("it was read before");

        assertThat(puts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redelivered", "twice", "branches"})
    void streamThatAnUploadHasReadIsNotUploadedAgainAsAnEmptyObject(String route) {
        byte[] content = random(100_000);
        if (route.equals("redelivered")) {
            server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 1, OssPresignedUploadTest::isPut);
        }

        assertThatThrownBy(() -> send(
                        "direct:" + route, new ByteArrayInputStream(content), Map.of("CamelPresignObjectKey", KEY)))
                .hasStackTraceContaining("an earlier upload has read it");

        assertThat(puts()).hasSize(1);
    }

    @Test
    void cachedStreamCanBeReadAfterTheUpload() throws Exception {
        byte[] content = random(100_000);

        Message message = send("direct:V4", new ByteArrayInputStream(content), Map.of("CamelPresignObjectKey", KEY))
                .getMessage();

        assertThat(stored()).isEqualTo(content);
        assertThat(message.getBody(byte[].class)).isEqualTo(content);
    }

    @Test
    void uploadsFileOfFileEndpoint() throws Exception {
        byte[] content = random(50_000);
        Files.createDirectories(directory.resolve("out"));
        Files.write(directory.resolve("out").resolve("a.bin"), content);
        MockEndpoint mock = getMockEndpoint("mock:files");
        mock.expectedMessageCount(1);

        context.getRouteController().startRoute("files");

        mock.setResultWaitTime(60_000);
        mock.assertIsSatisfied();
        assertThat(server.objectBytes(BUCKET, "files/a.bin")).isEqualTo(content);
    }

    @Test
    void uploadsEmptyBodyAsEmptyObject() throws Exception {
        for (Object body : List.of("", new byte[0], Files.createFile(directory.resolve("empty")))) {
            assertThat(upload(body, "").getHeader("CamelOssPresignedVerified")).isEqualTo("crc64");
            assertThat(stored()).isEmpty();
        }
    }

    @Test
    void plainUrlIsUsedAsPutLink() throws Exception {
        upload("hello", putLink(KEY, "").url(), "");
        assertThat(stored()).asString().isEqualTo("hello");

        send(UPLOAD, "again", Map.of("CamelPresignUrl", putLink(KEY, "").url()));
        assertThat(stored()).asString().isEqualTo("again");
    }

    @Test
    void refusesLinkForOtherMethodBeforeAnyRequest() throws Exception {
        PresignedLink link = PresignedLink.of(link(KEY));
        assertThatThrownBy(() -> upload("hello", link, ""))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining("method of the link: must be PUT, was 'GET' (");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void requiresLinkInHeaderAndBody() throws Exception {
        String url = putLink(KEY, "").url();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(UPLOAD, url, Map.of()))
                .withMessageContaining("CamelPresignLink")
                .withMessageNotContaining("ignature");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> upload(null, ""))
                .withMessageContaining("body: must be a file, bytes, text")
                .withMessageContaining("was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> upload(new Object(), ""))
                .withMessageContaining("a java.lang.Object");
    }

    @Test
    void refusesBodyAboveMaxFileSizeBeforeAnyRequest() throws Exception {
        Path file = Files.write(directory.resolve("large.bin"), random(3_000_001));
        Object link = putLink(KEY, "");

        for (Object body : List.of(file, new ByteArrayInputStream(random(20_000_000)))) {
            assertThatThrownBy(() -> send("direct:stream", body, Map.of("CamelPresignLink", link)))
                    .isInstanceOf(SizeLimitExceededException.class)
                    .hasMessageMatching(
                            "object size: must be at most 3000000 bytes, was (?!3000000 )[0-9]{7,} bytes .*");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void renewsExpiredLinkAndRestartsTheUpload() throws Exception {
        byte[] content = random(2_000_000);
        PresignedLink link = putLink(KEY, "&header.Content-Type=text/csv");
        clock.advance(Duration.ofHours(2));
        assertThatThrownBy(() -> upload(content, link, "")).isInstanceOf(LinkExpiredException.class);

        upload(content, link, "&refreshUri=RAW(presign:demo?method=PUT)");
        assertThat(stored()).isEqualTo(content);

        server.inject(new Fault.ExpiredEarly(), 1, OssPresignedUploadTest::isPut);
        upload(
                random(10),
                putLink(KEY, "&header.Content-Type=text/csv"),
                "&refreshUri=direct:renew&refreshPrefixes=demo/dir/");
        assertThat(stored()).isEqualTo(random(10));
        assertThat(puts().get(puts().size() - 1).headers()).containsEntry("Content-Type", List.of("text/csv"));
    }

    @Test
    void downloadOptionsFailAtStart() {
        assertThatThrownBy(() -> context.getEndpoint("osspresigned:inbox?operation=upload")
                        .start())
                .hasStackTraceContaining("directory: must be empty with operation=upload");
        assertThatThrownBy(
                        () -> addRoutes(routes -> routes.from("osspresigned:?operation=upload&linkSource=direct:links")
                                .to("mock:never")))
                .hasStackTraceContaining("operation: must be download for a consumer, was upload");
    }

    @Test
    void removesHeadersOfEarlierDownload() throws Exception {
        Exchange result = send(
                UPLOAD,
                new File(Files.write(directory.resolve("x"), new byte[3]).toString()),
                Map.of("CamelPresignLink", putLink(KEY, ""), "CamelOssPresignedResumedBytes", 7L));
        assertThat(result.getMessage().getHeaders()).doesNotContainKey("CamelOssPresignedResumedBytes");
    }
}
