// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.Multipart;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.SignedUrl;
import io.github.osspresign.devserver.fault.Fault;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CORS rules of a bucket, preflight requests and the headers that browsers check. */
class CrossOriginTest {

    private static final String RULES = """
            <CORSConfiguration>
              <CORSRule>
                <AllowedOrigin>https://app.example.com</AllowedOrigin>
                <AllowedOrigin>http://*.test</AllowedOrigin>
                <AllowedMethod>PUT</AllowedMethod>
                <AllowedMethod>GET</AllowedMethod>
                <AllowedHeader>content-type</AllowedHeader>
                <AllowedHeader>X-OSS-*</AllowedHeader>
                <ExposeHeader>ETag</ExposeHeader>
                <ExposeHeader>x-oss-request-id</ExposeHeader>
                <MaxAgeSeconds>100</MaxAgeSeconds>
              </CORSRule>
              <CORSRule>
                <AllowedOrigin>*</AllowedOrigin>
                <AllowedMethod>HEAD</AllowedMethod>
              </CORSRule>
            </CORSConfiguration>
            """;
    private static final String PAGE = "https://app.example.com";

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").root(root).start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private Http.Response cors(String method, String body) {
        return SignedUrl.of(server, method, "demo", "").parameter("cors", "").send(body);
    }

    private Http.Response put(String rules) {
        return cors("PUT", rules);
    }

    @Test
    void corsRulesAreKeptAcrossRestartUntilDeleted() {
        assertThat(cors("GET", "").element("Code")).isEqualTo("NoSuchCORSConfiguration");
        put(RULES).assertStatus(200);
        server.close();
        server = OssDevServer.builder().bucket("demo").root(root).start();
        Http.Response kept = cors("GET", "");
        kept.assertStatus(200);
        assertThat(kept.text().replaceFirst(".*<CORSConfiguration>", ""))
                .startsWith(RULES.replaceAll(">\\s+<", "><")
                        .strip()
                        .replace("<CORSConfiguration>", "")
                        .replace("</CORSConfiguration>", "")
                        .replace("X-OSS-*", "x-oss-*"))
                .endsWith("<ResponseVary>false</ResponseVary></CORSConfiguration>");
        cors("DELETE", "").assertStatus(204);
        cors("DELETE", "").assertStatus(204);
        cors("GET", "").assertStatus(404);
    }

    @Test
    void allowedOriginCanReadSignatureErrors() {
        put(RULES);
        Http.Response unsigned = Http.put(URI.create(server.endpoint() + "/demo/k"), new byte[1], "Origin", PAGE);
        unsigned.assertStatus(403);
        assertThat(unsigned.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        Http.Response badlySigned = Http.put(
                SignedUrl.of(server, "PUT", "demo", "k")
                        .accessKey(server.accessKeyId(), "wrong")
                        .v4(),
                new byte[1],
                "Origin",
                PAGE);
        assertThat(badlySigned.element("Code")).isEqualTo("SignatureDoesNotMatch");
        assertThat(badlySigned.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    }

    /** What the page of a browser needs to upload in parts by links. */
    @Test
    void pageUploadsInPartsByLinks() {
        put(RULES.replace(
                        "<AllowedMethod>GET",
                        "<AllowedMethod>POST</AllowedMethod><AllowedMethod>DELETE"
                                + "</AllowedMethod><AllowedMethod>GET")
                .replace("x-oss-request-id", "x-oss-hash-crc64ecma"));
        Multipart multipart = new Multipart(server);
        String id = multipart.initiate("k");
        Map<String, URI> links = new LinkedHashMap<>();
        links.put("PUT", part(id));
        for (String method : List.of("GET", "POST", "DELETE")) {
            links.put(
                    method,
                    SignedUrl.of(server, method, "demo", "k")
                            .parameter("uploadId", id)
                            .v4());
        }
        links.forEach((method, link) -> {
            Http.Response permission = Http.send(
                    "OPTIONS",
                    link,
                    HttpRequest.BodyPublishers.noBody(),
                    "Origin",
                    PAGE,
                    "Access-Control-Request-Method",
                    method,
                    "Access-Control-Request-Headers",
                    "content-type");
            assertThat(permission.status()).as(method).isEqualTo(200);
            assertThat(permission.header("Access-Control-Allow-Methods")).contains(method);
            byte[] body = method.equals("POST") ? "<CompleteMultipartUpload/>".getBytes(UTF_8) : new byte[0];
            Http.Response response =
                    Http.send(method, link, HttpRequest.BodyPublishers.ofByteArray(body), "Origin", PAGE);
            assertThat(response.header("Access-Control-Allow-Origin"))
                    .as(method)
                    .isEqualTo(PAGE);
            assertThat(response.header("Access-Control-Expose-Headers")).isEqualTo("ETag, x-oss-hash-crc64ecma");
        });
        Http.Response ended = Http.put(part(id), new byte[1], "Origin", PAGE);
        assertThat(ended.element("Code")).isEqualTo("NoSuchUpload");
        assertThat(ended.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        server.inject(new Fault.StatusError(503, "Busy", ""));
        assertThat(Http.put(part(id), new byte[1], "Origin", PAGE).header("Access-Control-Allow-Origin"))
                .isEqualTo(PAGE);
    }

    private URI part(String id) {
        return SignedUrl.of(server, "PUT", "demo", "k")
                .parameter("partNumber", "1")
                .parameter("uploadId", id)
                .v4();
    }

    @Test
    void otherOriginsGetNoCorsHeaders() {
        put(RULES);
        Http.Response other =
                Http.get(SignedUrl.of(server, "GET", "demo", "k").v4(), "Origin", "https://elsewhere.org");
        other.assertStatus(200);
        assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(other.header("Vary")).isEmpty();
        put(RULES.replace("</CORSConfiguration>", "<ResponseVary>true</ResponseVary></CORSConfiguration>"));
        assertThat(SignedUrl.of(server, "GET", "demo", "k").send().header("Vary"))
                .isEqualTo("Origin");
        server.putObject("demo", "large.txt", new byte[2000]);
        assertThat(Http.get(SignedUrl.of(server, "GET", "demo", "large.txt").v4(), "Accept-Encoding", "gzip")
                        .response()
                        .headers()
                        .allValues("Vary"))
                .containsExactly("Accept-Encoding", "Origin");
    }
}
