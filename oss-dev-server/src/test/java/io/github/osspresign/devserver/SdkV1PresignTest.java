// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import com.aliyun.oss.model.ResponseHeaderOverrides;
import io.github.osspresign.devserver.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Presigned URLs of the official OSS SDK for Java V1. */
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

    private static GeneratePresignedUrlRequest request(HttpMethod method) {
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest("demo", KEY, method);
        request.setExpiration(Date.from(Instant.now().plus(Duration.ofHours(1))));
        return request;
    }

    private URI presign(SignVersion version, GeneratePresignedUrlRequest request) {
        OSS client = SdkV1.client(server, version);
        URI url = URI.create(client.generatePresignedUrl(request).toString());
        client.shutdown();
        return url;
    }

    private static byte[] read(InputStream content) throws IOException {
        try (content) {
            return content.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void presignsAnUpload(SignVersion version) {
        GeneratePresignedUrlRequest request = request(HttpMethod.PUT);
        request.setContentType("text/x-odd");
        request.addUserMetadata("author", "alice");
        URI url = presign(version, request);
        String[] headers = {"Content-Type", "text/x-odd", "x-oss-meta-author", "alice"};
        assertThat(Http.put(url, CONTENT, headers).header("ETag")).isEqualTo(ETAG);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(CONTENT);
        assertThat(Http.put(url, CONTENT).element("Code")).isEqualTo("SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void presignsADownloadWithOverridesAndARange(SignVersion version) {
        server.putObject("demo", KEY, CONTENT);
        GeneratePresignedUrlRequest request = request(HttpMethod.GET);
        ResponseHeaderOverrides overrides = new ResponseHeaderOverrides();
        overrides.setContentDisposition("attachment; filename*=UTF-8''%E4%B8%AD+(1).txt");
        request.setResponseHeaders(overrides);
        request.setTrafficLimit(819_200);
        URI url = presign(version, request);
        Http.Response response = Http.get(url, "Range", "bytes=0-1");
        assertThat(response.status()).isEqualTo(206);
        assertThat(response.text()).isEqualTo("co");
        assertThat(response.header("Content-Disposition")).isEqualTo("attachment; filename*=UTF-8''%E4%B8%AD+(1).txt");
        assertThat(Http.get(url, "If-None-Match", ETAG).status()).isEqualTo(304);
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void presignsHeadAndMeta(SignVersion version) {
        server.putObject("demo", KEY, CONTENT);
        Http.Response head = Http.head(presign(version, request(HttpMethod.HEAD)));
        assertThat(head.header("Content-Length")).isEqualTo("7");
        assertThat(head.header("x-oss-object-type")).isEqualTo("Normal");

        GeneratePresignedUrlRequest meta = request(HttpMethod.HEAD);
        // With V1, the SDK would sign an empty text as "objectMeta=", which OSS does not verify.
        meta.addQueryParameter("objectMeta", null);
        assertThat(Http.head(presign(version, meta)).header("ETag")).isEqualTo(ETAG);
    }

    /** The response has the length of the object and no body, so an HTTP client would wait for the body. */
    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void presignsMetaByGet(SignVersion version) throws Exception {
        server.putObject("demo", KEY, CONTENT);
        GeneratePresignedUrlRequest meta = request(HttpMethod.GET);
        meta.addQueryParameter("objectMeta", null);
        URI url = presign(version, meta);
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                            + url.getRawAuthority() + "\r\n\r\n")
                    .receiveAll();
            assertThat(response).startsWith("HTTP/1.1 200 ").contains("ETag: " + ETAG);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void presignsACopyAndADeletion(SignVersion version) {
        server.putObject("demo", "source", CONTENT);
        GeneratePresignedUrlRequest copy = request(HttpMethod.PUT);
        copy.addHeader("x-oss-copy-source", "/demo/source");
        Http.Response copied = Http.put(presign(version, copy), new byte[0], "x-oss-copy-source", "/demo/source");
        assertThat(copied.element("ETag")).isEqualTo(ETAG);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(CONTENT);

        URI delete = presign(version, request(HttpMethod.DELETE));
        assertThat(Http.send("DELETE", delete, HttpRequest.BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
        assertThat(Http.head(presign(version, request(HttpMethod.HEAD))).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void usesItsOwnLinks(SignVersion version) throws Exception {
        OSS client = SdkV1.client(server, version);
        client.putObject(
                client.generatePresignedUrl(request(HttpMethod.PUT)),
                new ByteArrayInputStream(CONTENT),
                CONTENT.length,
                new HashMap<>(),
                false);
        assertThat(read(client.getObject(client.generatePresignedUrl(request(HttpMethod.GET)), Map.of())
                        .getObjectContent()))
                .isEqualTo(CONTENT);
        client.shutdown();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void presignsWithASecurityToken(SignVersion version) {
        server.putObject("demo", KEY, CONTENT);
        OSS client = SdkV1.client(
                server,
                version,
                server.endpoint().toString(),
                new DefaultCredentialProvider("STS.id", "sts-secret", "tok+en/=="));
        URI url =
                URI.create(client.generatePresignedUrl(request(HttpMethod.GET)).toString());
        assertThat(Http.get(url).bytes()).isEqualTo(CONTENT);
        client.shutdown();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void reportsExpiredLink(SignVersion version) {
        server.putObject("demo", KEY, CONTENT);
        OSS client = SdkV1.client(server, version);
        server.inject(new Fault.ExpiredEarly());
        assertThatThrownBy(() -> client.getObject(client.generatePresignedUrl(request(HttpMethod.GET)), Map.of()))
                .isInstanceOfSatisfying(OSSException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo("AccessDenied");
                    assertThat(e.getErrorMessage()).contains("Request has expired.");
                });
        client.shutdown();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void signsNoLinkOfABucket(SignVersion version) {
        GeneratePresignedUrlRequest request = request(HttpMethod.GET);
        request.setKey("");
        assertThatThrownBy(() -> presign(version, request)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The SDK reads the clock twice and truncates the difference, so an hour may be one second shorter. */
    @Test
    void v4LinkOfOneHourMayBeOneSecondShorter() {
        Matcher expires = Pattern.compile("x-oss-expires=(\\d+)")
                .matcher(presign(SignVersion.V4, request(HttpMethod.GET)).toString());
        assertThat(expires.find()).isTrue();
        assertThat(expires.group(1)).isIn("3599", "3600");
    }
}
