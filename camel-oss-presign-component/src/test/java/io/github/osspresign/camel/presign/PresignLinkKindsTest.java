// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of link works with exactly its required headers and with none of them left out, and is marked as usable
 * in a browser exactly if a browser can use it.
 */
class PresignLinkKindsTest extends PresignTestSupport {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String HELLO_MD5 = "XUFAKrxLKna5cZ2REBfFkg==";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .securityToken("STS.id", "itsSecret", "its token+/=", Instant.now().plusSeconds(3600))
            .start();

    @BeforeEach
    void signNow() {
        context.getComponent("presign", PresignComponent.class).setClock(Clock.systemUTC());
    }

    private String endpoint(String options) {
        return "presign:demo?region=" + server.region() + "&endpoint=" + server.endpoint() + options;
    }

    private Message link(String key, String options) throws Exception {
        String keys = options.contains("accessKey=")
                ? ""
                : "&accessKey=" + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")";
        return send(endpoint(options + keys), Map.of(PresignConstants.OBJECT_KEY, key))
                .getMessage();
    }

    /** Sends wrong requests and the right one, and returns the response to the right one. */
    private HttpResponse<String> use(Message link, String body) throws Exception {
        Map<String, String> required = requiredHeaders(link);
        String method = link.getHeader(PresignConstants.LINK_METHOD, String.class);
        for (String left : required.keySet()) {
            Map<String, String> others = new LinkedHashMap<>(required);
            others.remove(left);
            // The client sends a body of unknown length without Content-Length.
            BodyPublisher publisher = left.equalsIgnoreCase("Content-Length")
                    ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))
                    : publisher(body);
            assertThat(send(link, method, others, publisher).statusCode())
                    .as("%s without %s", method, left)
                    .isBetween(400, 403);
        }
        assertThat(send(link, "GET", Map.of(), BodyPublishers.noBody()).statusCode() == 200)
                .as("a click on %s works", link.getHeader(PresignConstants.URL_MASKED))
                .isEqualTo(link.getHeader(PresignConstants.BROWSER_USABLE, Boolean.class));
        HttpResponse<String> response = send(link, method, required, publisher(body));
        assertThat(response.statusCode())
                .as("%s with %s: %s", method, required.keySet(), response.body())
                .isBetween(200, 206);
        return response;
    }

    private static BodyPublisher publisher(String body) {
        return body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> requiredHeaders(Message link) {
        return link.getHeader(PresignConstants.REQUIRED_HEADERS, Map.class);
    }

    private static HttpResponse<String> send(
            Message link, String method, Map<String, String> headers, BodyPublisher body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(link.getHeader(PresignConstants.URL, String.class)));
        headers.forEach((name, value) -> {
            // The client sets this header itself.
            if (!name.equalsIgnoreCase("Content-Length")) {
                request.header(name, value);
            }
        });
        return HTTP.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&signatureVersion=V1",
                "&additionalHeaders=host",
                "&header.Range=bytes%3D0-1",
                "&header.x-oss-range-behavior=standard",
                "&header.x-oss-range-behavior=standard&signatureVersion=V1",
                "&trafficLimit=838860800",
                "&trafficLimit=838860800&signatureVersion=V1",
                "&query.x-oss-request-payer=requester",
                "&query.x-oss-request-payer=requester&signatureVersion=V1",
                "&accessKey=STS.id&secretKey=itsSecret&sessionToken=RAW(its token+/=)",
                "&accessKey=STS.id&secretKey=itsSecret&sessionToken=RAW(its token+/=)&signatureVersion=V1",
                "&query.x-any=a b+c",
                "&query.x-oss-ac-source-ip=127.0.0.0&query.x-oss-ac-subnet-mask=8&signatureVersion=V1"
            })
    void downloadsObject(String options) throws Exception {
        server.putObject("demo", "a b+c%/中.txt", "hello".getBytes(UTF_8));

        assertThat(use(link("a b+c%/中.txt", options), "").body()).isIn("hello", "he");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void downloadsWithOverriddenResponseHeaders(String version) throws Exception {
        server.putObject("demo", "k", "hello".getBytes(UTF_8));
        HttpResponse<String> response = use(
                link(
                        "k",
                        "&signatureVersion=" + version + "&downloadFileName=a \"b\".txt&responseContentType=text/x-a"
                                + "&query.response-cache-control=no-cache&query.response-content-language=zh&query.response-expires=0"
                                + "&query.response-content-encoding=identity"),
                "");

        assertThat(response.headers().map())
                .containsEntry(
                        "content-disposition",
                        List.of("attachment; filename=\"a _b_.txt\"; filename*=UTF-8''a%20%22b%22.txt"))
                .containsEntry("content-type", List.of("text/x-a"))
                .containsEntry("cache-control", List.of("no-cache"))
                .containsEntry("content-language", List.of("zh"))
                .containsEntry("content-encoding", List.of("identity"))
                .containsEntry("expires", List.of("0"));
    }

    @Test
    void refusesDownloadFromAnotherAddress() throws Exception {
        server.putObject("demo", "k", "hello".getBytes(UTF_8));
        Message link =
                link("k", "&query.x-oss-ac-source-ip=192.0.2.0&query.x-oss-ac-subnet-mask=24&signatureVersion=V1");

        assertThat(send(link, "GET", Map.of(), BodyPublishers.noBody()).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void sendsHead(String version) throws Exception {
        server.putObject("demo", "k", "hello".getBytes(UTF_8));

        assertThat(use(link("k", "&method=HEAD&signatureVersion=" + version), "")
                        .headers()
                        .firstValue("Content-Length"))
                .contains("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void deletesObject(String version) throws Exception {
        server.putObject("demo", "k", "hello".getBytes(UTF_8));
        use(link("k", "&method=DELETE&signatureVersion=" + version), "");

        assertThat(send(link("k", ""), "GET", Map.of(), BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&signatureVersion=V1",
                "&header.Content-Type=text/plain",
                "&header.Content-Type=text/plain&signatureVersion=V1",
                "&header.Content-Length=5",
                "&header.Content-MD5=RAW(" + HELLO_MD5 + ")",
                "&header.Content-MD5=RAW(" + HELLO_MD5 + ")&signatureVersion=V1",
                "&header.x-oss-meta-owner=42",
                "&header.x-oss-meta-owner=42&signatureVersion=V1",
                "&header.x-oss-forbid-overwrite=true",
                "&header.x-oss-object-acl=private",
                "&header.x-oss-object-acl=private&signatureVersion=V1",
                "&header.Cache-Control=no-cache&header.Content-Disposition=attachment",
                "&accessKey=STS.id&secretKey=itsSecret&sessionToken=RAW(its token+/=)&header.x-oss-meta-owner=42",
                "&header.Content-Type=text/plain&header.Content-Length=5&header.Content-MD5=RAW(" + HELLO_MD5
                        + ")&header.x-oss-meta-owner=42&header.x-oss-forbid-overwrite=true&additionalHeaders=host"
            })
    void uploadsObject(String options) throws Exception {
        use(link("dir/new.txt", "&method=PUT" + options), "hello");

        assertThat(server.objectBytes("demo", "dir/new.txt")).isEqualTo("hello".getBytes(UTF_8));
    }

    @Test
    void refusesUploadWithAnotherLengthThanSigned() throws Exception {
        Message link = link("k", "&method=PUT&header.Content-Length=5");

        assertThat(send(link, "PUT", Map.of(), publisher("hello!")).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void appendsToObject(String version) throws Exception {
        String options = "&method=POST&query.append=&signatureVersion=" + version + "&query.position=";
        use(link("k", options + "0"), "hel");
        use(link("k", options + "3"), "lo");

        assertThat(server.objectBytes("demo", "k")).isEqualTo("hello".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void uploadsInParts(String version) throws Exception {
        String options = "&signatureVersion=" + version;
        String uploadId = use(link("k", options + "&method=POST&query.uploads=&header.Content-Type=text/plain"), "")
                .body()
                .replaceAll("(?s).*<UploadId>(.*)</UploadId>.*", "$1");
        options += "&query.uploadId=" + uploadId;
        String etag = use(link("k", options + "&method=PUT&query.partNumber=1"), "hello")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        use(
                link("k", options + "&method=POST"),
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag
                        + "</ETag></Part></CompleteMultipartUpload>");

        assertThat(server.objectBytes("demo", "k")).isEqualTo("hello".getBytes(UTF_8));
    }
}
