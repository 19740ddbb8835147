// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import com.aliyun.oss.model.ResponseHeaderOverrides;
import io.github.osspresign.devserver.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Presigned URLs of the official OSS SDK for Java V1. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1PresignTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final String ETAG = "\"9A0364B9E99BB480DD25E1F0284C8555\"";
    private static final String KEY = "dir/a b+c%20中😀.txt";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .accessKey("id", "secret")
            .securityToken("STS.id", "sts-secret", "tok+en/==", Instant.now().plusSeconds(3600))
            .start();

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1PresignTest(SignVersion version) {
        client = SdkV1.client(server, version);
    }

    private static GeneratePresignedUrlRequest request(HttpMethod method) {
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest("demo", KEY, method);
        request.setExpiration(Date.from(Instant.now().plus(Duration.ofHours(1))));
        return request;
    }

    private URI presign(GeneratePresignedUrlRequest request) {
        return URI.create(client.generatePresignedUrl(request).toString());
    }

    private static byte[] read(InputStream content) throws IOException {
        try (content) {
            return content.readAllBytes();
        }
    }

    @Test
    void presignsAnUpload() {
        GeneratePresignedUrlRequest request = request(HttpMethod.PUT);
        request.setContentType("text/x-odd");
        request.addUserMetadata("author", "alice");
        URI url = presign(request);
        String[] headers = {"Content-Type", "text/x-odd", "x-oss-meta-author", "alice"};
        assertThat(Http.put(url, CONTENT, headers).header("ETag")).isEqualTo(ETAG);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(CONTENT);
        assertThat(Http.put(url, CONTENT).element("Code")).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void presignsADownloadWithOverridesAndARange() {
        server.putObject("demo", KEY, CONTENT);
        GeneratePresignedUrlRequest request = request(HttpMethod.GET);
        ResponseHeaderOverrides overrides = new ResponseHeaderOverrides();
        overrides.setContentDisposition("attachment; filename*=UTF-8''%E4%B8%AD+(1).txt");
        request.setResponseHeaders(overrides);
        request.setTrafficLimit(819_200);
        URI url = presign(request);
        Http.Response response = Http.get(url, "Range", "bytes=0-1");
        response.assertStatus(206);
        assertThat(response.text()).isEqualTo("co");
        assertThat(response.header("Content-Disposition")).isEqualTo("attachment; filename*=UTF-8''%E4%B8%AD+(1).txt");
        Http.get(url, "If-None-Match", ETAG).assertStatus(304);
    }

    @Test
    void presignsHeadAndMeta() {
        server.putObject("demo", KEY, CONTENT);
        Http.Response head = Http.head(presign(request(HttpMethod.HEAD)));
        assertThat(head.header("Content-Length")).isEqualTo("7");
        assertThat(head.header("x-oss-object-type")).isEqualTo("Normal");

        GeneratePresignedUrlRequest meta = request(HttpMethod.HEAD);
        // With V1, the SDK would sign an empty text as "objectMeta=", which OSS does not verify.
        meta.addQueryParameter("objectMeta", null);
        assertThat(Http.head(presign(meta)).header("ETag")).isEqualTo(ETAG);
    }

    /** The response has the length of the object and no body, so an HTTP client would wait for the body. */
    @Test
    void presignsMetaByGet() throws Exception {
        server.putObject("demo", KEY, CONTENT);
        GeneratePresignedUrlRequest meta = request(HttpMethod.GET);
        meta.addQueryParameter("objectMeta", null);
        URI url = presign(meta);
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                            + url.getRawAuthority() + "\r\n\r\n")
                    .receiveAll();
            assertThat(response).startsWith("HTTP/1.1 200 ").contains("ETag: " + ETAG);
        }
    }

    @Test
    void presignsACopyAndADeletion() {
        server.putObject("demo", "source", CONTENT);
        GeneratePresignedUrlRequest copy = request(HttpMethod.PUT);
        copy.addHeader("x-oss-copy-source", "/demo/source");
        Http.Response copied = Http.put(presign(copy), new byte[0], "x-oss-copy-source", "/demo/source");
        assertThat(copied.element("ETag")).isEqualTo(ETAG);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(CONTENT);

        URI delete = presign(request(HttpMethod.DELETE));
        Http.delete(delete).assertStatus(204);
        Http.head(presign(request(HttpMethod.HEAD))).assertStatus(404);
    }

    @Test
    void usesItsOwnLinks() throws Exception {
        client.putObject(
                client.generatePresignedUrl(request(HttpMethod.PUT)),
                new ByteArrayInputStream(CONTENT),
                CONTENT.length,
                new HashMap<>(),
                false);
        assertThat(read(client.getObject(client.generatePresignedUrl(request(HttpMethod.GET)), Map.of())
                        .getObjectContent()))
                .isEqualTo(CONTENT);
    }

    @Test
    void presignsWithASecurityToken() {
        server.putObject("demo", KEY, CONTENT);
        client.switchCredentials(new DefaultCredentials("STS.id", "sts-secret", "tok+en/=="));
        URI url = presign(request(HttpMethod.GET));
        assertThat(Http.get(url).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void reportsExpiredLink() {
        server.putObject("demo", KEY, CONTENT);
        server.inject(new Fault.ExpiredEarly());
        assertThatThrownBy(() -> client.getObject(client.generatePresignedUrl(request(HttpMethod.GET)), Map.of()))
                .isInstanceOfSatisfying(OSSException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo("AccessDenied");
                    assertThat(e.getErrorMessage()).contains("Request has expired.");
                });
    }

    @Test
    void signsNoLinkOfABucket() {
        GeneratePresignedUrlRequest request = request(HttpMethod.GET);
        request.setKey("");
        assertThatThrownBy(() -> presign(request)).isInstanceOf(IllegalArgumentException.class);
    }
}
