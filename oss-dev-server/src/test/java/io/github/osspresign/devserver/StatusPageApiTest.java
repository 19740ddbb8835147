// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.devserver.fault.Fault;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the admin port serves to the status page, and to whom. */
class StatusPageApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .clock(clock)
            .accessKey("ak", "CONFIDENTIAL")
            .adminPort(0)
            .start();

    private JsonNode get(String path) throws Exception {
        Http.Response response = Http.get(URI.create(server.adminEndpoint() + path));
        assertThat(response.header("Content-Type")).as(response.text()).isEqualTo("application/json");
        return JSON.readTree(response.text());
    }

    private Http.Response post(String path, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return Http.send("POST", URI.create(server.adminEndpoint() + path), BodyPublishers.ofString(body), headers);
    }

    private JsonNode explain(String text, String method) throws Exception {
        return JSON.readTree(
                post("/api/explain", Map.of("text", text, "method", method)).text());
    }

    private JsonNode link(String key, String method) throws Exception {
        return JSON.readTree(post("/api/link", Map.of("bucket", "demo", "key", key, "method", method, "seconds", "60"))
                .text());
    }

    private String raw(String head) throws Exception {
        try (RawConnection connection = new RawConnection(server.adminEndpoint().getPort())) {
            return connection.send(head + "Connection: close\r\n\r\n").receiveAll();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status.css", "/status.js"})
    void filesHaveStrictPolicy(String path) {
        Http.Response response = Http.get(URI.create(server.adminEndpoint() + path));
        response.assertStatus(200);
        assertThat(response.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void pageMayUseItsOwnOrigin() throws Exception {
        String host = "127.0.0.1:" + server.adminEndpoint().getPort();
        String request = "POST /faults?fault=NoCrc64 HTTP/1.1\r\nHost: " + host + "\r\n";
        assertThat(raw(request + "Origin: http://" + host + "\r\nSec-Fetch-Site: same-origin\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(server.faults()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin: http://example.com",
                "Origin: null",
                "Origin: http://localhost:PORT",
                "Origin: http://127.0.0.1:1",
                "Origin: https://127.0.0.1:PORT",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
            })
    void otherPagesAreRefused(String header) throws Exception {
        String port = Integer.toString(server.adminEndpoint().getPort());
        String head = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + header.replace("PORT", port) + "\r\n";
        assertThat(raw("POST /faults?fault=NoCrc64" + head)).startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET /faults" + head)).startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET /api/requests?after=0" + head)).startsWith("HTTP/1.1 403 ");
        assertThat(server.faults()).isEmpty();
    }

    @Test
    void linkOnOtherPageMayOpenPage() throws Exception {
        String head = " HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
        assertThat(raw("GET /" + head)).startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET /requests" + head)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void listsObjectsByFolderAndPage() throws Exception {
        server.putObject("demo", "0", new byte[3]);
        for (int i = 100; i < 350; i++) {
            server.putObject("demo", "dir/" + i + (i % 2 == 0 ? "/deep" : ""), new byte[0]);
        }
        server.putObject("demo", "dir0", new byte[0]);
        JsonNode top = get("/api/objects?bucket=demo&prefix=&after=");
        assertThat(top.findValuesAsText("key")).containsExactly("0", "dir/", "dir0");
        assertThat(top.at("/entries/0/size").asLong()).isEqualTo(3);
        assertThat(top.at("/entries/0/lastModified").asText()).isEqualTo("2026-03-10T12:00:00.000Z");
        assertThat(top.get("next").isNull()).isTrue();

        List<String> keys = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 3; page++) {
            JsonNode next = get("/api/objects?bucket=demo&prefix=dir/&after=" + after);
            keys.addAll(next.findValuesAsText("key"));
            after = next.get("next").asText();
        }
        assertThat(after).isEqualTo("null");
        assertThat(keys).hasSize(250).doesNotHaveDuplicates().startsWith("dir/100/", "dir/101", "dir/102/");
        assertThat(get("/api/objects?bucket=demo&prefix=dir/1&after=").get("entries"))
                .hasSize(100);
        assertThat(Http.get(URI.create(server.adminEndpoint() + "/api/objects?bucket=missing"))
                        .text())
                .isEqualTo("bucket: must exist, was missing\n");
    }

    @Test
    void listsRequestsWithVerdictAndWithoutSecrets() throws Exception {
        URI url = SignedUrl.of(server, "PUT", "demo", "k")
                .signedAt(clock.instant())
                .v4();
        Http.get(url, "x-oss-security-token", "CONFIDENTIAL", "x-seen", "yes");
        server.inject(new Fault.StatusError(503, "Busy", "m"));
        Http.put(url, new byte[0]);
        JsonNode requests = get("/api/requests?after=0");
        assertThat(requests.findValuesAsText("code")).containsExactly("SignatureDoesNotMatch", "Busy");
        assertThat(requests.findValuesAsText("status")).containsExactly("403", "503");
        assertThat(requests.at("/0/diagnosis").asText()).startsWith("The signature is correct");
        assertThat(requests.at("/1/diagnosis").isNull()).isTrue();
        assertThat(requests.toString())
                .contains("[\"x-seen\",\"yes\"]", "x-oss-signature=***")
                .doesNotContain("CONFIDENTIAL")
                .doesNotContain(url.getRawQuery().replaceFirst(".*x-oss-signature=", ""));
        assertThat(get("/api/requests?after=1").findValuesAsText("number")).containsExactly("2");
    }

    @Test
    void fieldsThatThePolicyOfAFormLeavesFreeAreAHint() throws Exception {
        for (boolean bound : new boolean[] {true, false}) {
            PostForm form = PostForm.to(server).signedAt(clock.instant()).field("key", "k");
            form = bound ? form.condition("{\"key\": \"k\"}") : form;
            form.signedV4()
                    .field("x-oss-meta-a", "1")
                    .field("name", "photo")
                    .file("", "content")
                    .send()
                    .assertStatus(204);
        }
        JsonNode requests = get("/api/requests?after=0");
        assertThat(requests.at("/0/code").isNull()).isTrue();
        assertThat(requests.at("/0/diagnosis").asText())
                .startsWith("The policy has no condition for name, x-oss-meta-a:");
        assertThat(requests.at("/1/diagnosis").asText())
                .startsWith("The policy has no condition for key, name, x-oss-meta-a:");
    }

    @Test
    void madeLinkWorks() throws Exception {
        String key = "dir/<img src=x>'\"\n&中 +%.txt";
        JsonNode put = link(key, "PUT");
        Http.put(URI.create(put.get("url").asText()), "x".getBytes(UTF_8)).assertStatus(200);
        assertThat(server.objectBytes("demo", key)).isEqualTo("x".getBytes(UTF_8));
        assertThat(put.get("curl").asText())
                .isEqualTo("curl -T FILE '" + put.get("url").asText() + "'");
        assertThat(put.get("validUntil").asText()).isEqualTo("2026-03-10T12:01:00.000Z");
        assertThat(put.toString()).doesNotContain("CONFIDENTIAL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing | k | GET | 60 | bucket: must exist, was missing",
                "demo | /k | GET | 60 | key: must be 1 to 1023 bytes",
                "demo | k | TRACE | 60 | method: must be one of DELETE, GET, HEAD, POST, PUT, was TRACE",
                "demo | k | GET | 0 | seconds: must be 1 to 604800, was 0",
                "demo | k | GET | x | seconds: must be 1 to 604800, was x",
            })
    void wrongLinkIsExplained(String bucket, String key, String method, String seconds, String message) {
        Http.Response response =
                post("/api/link", Map.of("bucket", bucket, "key", key, "method", method, "seconds", seconds));
        response.assertStatus(400);
        assertThat(response.text()).startsWith(message);
    }

    @Test
    void explainsLinksAndCurlCommandsWithoutRunningThem() throws Exception {
        String put = link("k", "PUT").get("url").asText();
        JsonNode accepted = explain("curl -T file.txt '" + put + "'", "");
        assertThat(accepted.get("accepted").asBoolean()).isTrue();
        assertThat(accepted.get("validUntil").asText()).isEqualTo("2026-03-10T12:01:00.000Z");
        assertThat(accepted.get("request").asText()).startsWith("PUT /demo/k?").endsWith("x-oss-signature=***");
        assertThat(explain(put, "PUT").get("accepted").asBoolean()).isTrue();

        assertThat(explain(put, "").get("diagnosis").asText())
                .startsWith("The signature is correct for PUT, not for 'GET'.");
        assertThat(explain("curl \\\n  --request PUT -H 'x-oss-meta-a: 1' \"" + put + "\"", "")
                        .get("diagnosis")
                        .asText())
                .startsWith("The signature is correct without the header 'x-oss-meta-a'");
        assertThat(explain("curl -sS -XPUT -u a:b -x http://proxy:1/ '" + put + "' -o out", "")
                        .get("accepted")
                        .asBoolean())
                .isTrue();
        assertThat(explain("curl -d a '" + put + "'", "").get("diagnosis").asText())
                .endsWith(" It is correct for the method PUT.");
        clock.advance(Duration.ofMinutes(5));
        JsonNode expired = explain(put, "PUT");
        assertThat(expired.get("status").asInt()).isEqualTo(403);
        assertThat(expired.get("code").asText()).isEqualTo("AccessDenied");
        assertThat(expired.get("diagnosis").asText()).contains("4 minutes ago");

        assertThat(get("/api/requests?after=0")).isEmpty();
        assertThat(get("/api/objects?bucket=demo&prefix=&after=").get("entries"))
                .isEmpty();
    }

    @Test
    void explainsLinkWithoutOperation() throws Exception {
        URI url = SignedUrl.of(server, "GET", "demo", "k")
                .signedAt(Instant.parse("2026-03-10T12:00:00Z"))
                .parameter("restore", "")
                .v4();
        assertThat(explain(url.toString(), "").get("code").asText()).isEqualTo("NotImplemented");
    }

    @Test
    void textWithoutLinkIsRefused() {
        for (String text : List.of("", "curl", "curl -X", "hello", "curl -H 'a", "ftp://a/b")) {
            Http.Response response = post("/api/explain", Map.of("text", text, "method", ""));
            response.assertStatus(400);
            assertThat(response.text()).isEqualTo("text: must be an http or https link or a curl command with one\n");
        }
    }

    @Test
    void longTextIsReadInLinearTime() {
        String text = "'http://" + "a".repeat(60_000) + "\n'";
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(post("/api/explain", Map.of("text", text, "method", ""))
                                .status())
                        .isEqualTo(400));
    }

    @Test
    void explanationHidesSecretsOfPastedText() throws Exception {
        String text = post(
                        "/api/explain",
                        Map.of(
                                "text",
                                "curl -H 'Authorization: OSS ak:CONFIDENTIAL' -H 'x-oss-security-token: CONFIDENTIAL' '"
                                        + server.endpoint()
                                        + "/demo/k?x-oss-signature=CONFIDENTIAL&security-token=CONFIDENTIAL'",
                                "method",
                                ""))
                .text();
        assertThat(text).contains("\"accepted\":false").doesNotContain("CONFIDENTIAL");
    }

    @Test
    void listsKindsOfFaultsWithTheirParameters() throws Exception {
        server.inject(new Fault.CutBodyAfter(7));
        JsonNode faults = get("/api/faults");
        assertThat(faults.at("/remaining/0").asText()).isEqualTo("fault=CutBodyAfter&bytes=7");
        assertThat(faults.at("/kinds/StallAfter/pause").asText()).isEqualTo("PT1.5S");
        assertThat(faults.get("kinds")).hasSizeGreaterThanOrEqualTo(17);
    }

    @Test
    void tooLongFormIsRefused() {
        post("/api/explain", Map.of("text", "x".repeat(70_000))).assertStatus(400);
    }
}
