// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private Http.Response preflight(String path, String... headers) {
        return Http.send("OPTIONS", URI.create(server.endpoint() + path), HttpRequest.BodyPublishers.noBody(), headers);
    }

    private Http.Response askFor(String origin, String method, String headers) {
        return preflight(
                "/demo/any/key",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                headers);
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
    void preflightReturnsPermissionOfMatchingRule() {
        put(RULES);
        Http.Response permission = askFor(PAGE, "PUT", "Content-Type, x-oss-meta-a");
        permission.assertStatus(200);
        assertThat(permission.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(permission.header("Access-Control-Allow-Methods")).isEqualTo("PUT, GET");
        assertThat(permission.header("Access-Control-Allow-Headers")).isEqualTo("Content-Type, x-oss-meta-a");
        assertThat(permission.header("Access-Control-Expose-Headers")).isEqualTo("ETag, x-oss-request-id");
        assertThat(permission.header("Access-Control-Max-Age")).isEqualTo("100");
        assertThat(permission.header("Vary")).isEqualTo("Origin");
        assertThat(permission.header("x-oss-request-id")).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource({
        "https://app.example.com, GET, '', 200",
        "http://a.b.test, PUT, CONTENT-TYPE, 200",
        "http://.test, PUT, x-oss-, 200",
        "https://elsewhere.org, HEAD, '', 200",
        "https://elsewhere.org, GET, '', 403",
        "http://app.example.com, PUT, '', 403",
        "https://app.example.com:8443, PUT, '', 403",
        "http://a.tests, PUT, '', 403",
        "https://app.example.com, DELETE, '', 403",
        "https://app.example.com, PUT, x-other, 403",
        "https://app.example.com, PUT, 'x-oss-meta-a,x-other', 403",
        "https://elsewhere.org, HEAD, x-oss-meta-a, 403",
    })
    void preflightIsAllowedByMatchingRule(String origin, String method, String headers, int status) {
        put(RULES);
        Http.Response response = askFor(origin, method, headers);
        response.assertStatus(status);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(status == 200 ? origin : "");
        if (status == 403) {
            assertThat(response.element("Code")).isEqualTo("AccessForbidden");
            assertThat(response.element("Message")).startsWith("CORSResponse: This CORS request is not allowed.");
        }
    }

    @Test
    void bucketWithoutCorsRulesAllowsNothing() {
        Http.Response response = askFor(PAGE, "PUT", "");
        response.assertError(403, "AccessForbidden");
        assertThat(response.element("Message")).isEqualTo("CORSResponse: CORS is not enabled for this bucket.");
        Http.Response real = Http.get(SignedUrl.of(server, "GET", "demo", "k").v4(), "Origin", PAGE);
        real.assertStatus(200);
        assertThat(real.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(real.header("Vary")).isEmpty();
    }

    @Test
    void preflightNeedsItsHeadersAndExistingBucket() {
        put(RULES);
        assertThat(preflight("/demo/k", "Access-Control-Request-Method", "PUT").element("ArgumentName"))
                .isEqualTo("Origin");
        assertThat(preflight("/demo/", "Origin", PAGE).element("ArgumentName"))
                .isEqualTo("Access-Control-Request-Method");
        assertThat(preflight("/missing/", "Origin", PAGE, "Access-Control-Request-Method", "PUT")
                        .element("Code"))
                .isEqualTo("NoSuchBucket");
        preflight("/demo", "Origin", PAGE, "Access-Control-Request-Method", "PUT")
                .assertStatus(200);
    }

    @Test
    void allowedOriginCanReadResponses() {
        put(RULES);
        Http.Response read = Http.get(
                SignedUrl.of(server, "GET", "demo", "k").v4(), "Origin", "http://page.test", "If-None-Match", "other");
        assertThat(read.text()).isEqualTo("content");
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("http://page.test");
        assertThat(read.header("Access-Control-Expose-Headers")).isEqualTo("ETag, x-oss-request-id");
        assertThat(read.header("Vary")).isEqualTo("Origin");
        assertThat(read.header("Access-Control-Allow-Methods")).isEmpty();
        Http.Response missing =
                Http.get(SignedUrl.of(server, "GET", "demo", "missing").v4(), "Origin", PAGE);
        missing.assertStatus(404);
        assertThat(missing.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no xml",
                "<CORSConfiguration/>",
                "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
                "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
            })
    void rejectsInvalidCorsConfiguration(String body) {
        put(body).assertError(400, "MalformedXML");
    }

    @ParameterizedTest(name = "{1} in place of {0}")
    @CsvSource({
        "http://*.test, http://*.*.test, AllowedOrigin",
        "<AllowedMethod>PUT, <AllowedMethod>PATCH, AllowedMethod",
        "X-OSS-*, X-*-*, AllowedHeader",
        "<ExposeHeader>ETag, <ExposeHeader>x-*, ExposeHeader",
        "<MaxAgeSeconds>100, <MaxAgeSeconds>-1, MaxAgeSeconds",
    })
    void rejectsInvalidCorsRule(String good, String bad, String element) {
        Http.Response refused = put(RULES.replace(good, bad));
        refused.assertError(400, "InvalidArgument");
        assertThat(refused.element("ArgumentName")).isEqualTo(element);
        cors("GET", "").assertStatus(404);
    }

    @Test
    void acceptsAtMostTwentyCorsRules() {
        String rule = "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>";
        put("<CORSConfiguration>" + rule.repeat(20) + "</CORSConfiguration>").assertStatus(200);
        put("<CORSConfiguration>" + rule.repeat(21) + "</CORSConfiguration>").assertStatus(400);
    }
}
