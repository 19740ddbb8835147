// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import io.github.osspresign.devserver.format.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repeats the recorded exchanges with OSS and compares the responses. No secret of a recorded request is known, so a
 * request is signed again, or wrongly, so that the recorded cause arises; {@code recorded-exchanges.txt} says how, and
 * which exchanges the server does not repeat, each with the reason.
 */
class RecordedExchangesTest {

    private static final Path FOLDER =
            Path.of("..", "test-support", "src", "main", "resources", "io", "github", "osspresign", "test", "recorded");
    private static final Path LIST = Path.of("src", "test", "resources", "recorded-exchanges.txt");
    private static final Pattern ELEMENT = Pattern.compile("(?m)^  <(\\w+)>");
    private static final String DATE = "Tue, 10 Mar 2026 12:00:00 GMT";
    private static final String STS = "STS.one";

    /** Headers that the HTTP client writes itself. */
    private static final String OF_CLIENT = "(?i)host|content-length|connection|transfer-encoding|accept-encoding";

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");
    private @Nullable OssDevServer running;

    /** An exchange and the way to repeat it. */
    record Repetition(String way, Map<String, Object> json) {

        String id() {
            return String.valueOf(json.get("id"));
        }

        String text(String name, String otherwise) {
            return json.get(name) instanceof String text ? text : otherwise;
        }

        Map<String, String> texts(String name) {
            Map<String, String> texts = new LinkedHashMap<>();
            if (json.get(name) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
            }
            return texts;
        }

        String method() {
            return text("method", "GET");
        }

        /** Returns the bucket in the host, or a bucket that stands for an unknown one. */
        String bucket() {
            String url = text("url", "");
            String host = url.startsWith("http")
                    ? url.replaceFirst("^https?://([^/]*).*", "$1")
                    : texts("requestHeaders").get("Host");
            return host != null && host.matches("[a-z0-9-]{3,63}\\.oss-.*") ? host.replaceFirst("\\..*", "") : "demo";
        }

        /** Returns the path and the query without the host. */
        String target() {
            return text("url", "/key").replaceFirst("^https?://[^/]*", "").replaceAll("[<>]", "");
        }

        String key() {
            String key =
                    URI.create(target().replaceFirst("\\?.*", "")).getPath().replaceFirst("^/", "");
            return key.isEmpty() ? "key" : key;
        }

        @Override
        public String toString() {
            return id() + ": " + way;
        }
    }

    private static Map<String, List<String>> idsByWay() throws IOException {
        Map<String, List<String>> idsByWay = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>();
        for (String line : Files.readAllLines(LIST)) {
            if (line.startsWith("  ")) {
                ids.addAll(List.of(line.strip().split(" ", -1)));
            } else if (!line.startsWith("#")) {
                ids = new ArrayList<>();
                idsByWay.put(line, ids);
            }
        }
        return idsByWay;
    }

    static List<Repetition> repetitions() throws IOException {
        List<Repetition> repetitions = new ArrayList<>();
        idsByWay().forEach((way, ids) -> {
            if (!way.startsWith("not repeated: ")) {
                ids.forEach(id -> repetitions.add(new Repetition(way, read(id))));
            }
        });
        return repetitions;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String id) {
        try {
            return (Map<String, Object>) Json.read(Files.readString(FOLDER.resolve(id + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyExchangeIsRepeatedOrHasAReason() throws IOException {
        Map<String, List<String>> idsByWay = idsByWay();
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(idsByWay.values().stream().flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".json"))
                                    .map(name -> name.replace(".json", ""))
                                    .toList());
        }
        idsByWay.forEach((way, ids) -> System.out.println(ids.size() + " " + way));
        assertThat(repetitions()).hasSizeGreaterThanOrEqualTo(154);
        long all = idsByWay.values().stream().mapToLong(List::size).sum();
        assertThat(Files.readString(FOLDER.resolve("README.md")))
                .contains("(`RecordedExchangesTest`) | " + repetitions().size() + " |")
                .contains("has the reason | " + (all - repetitions().size()) + " |");
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    private OssDevServer server(Repetition exchange) {
        OssDevServerBuilder builder = OssDevServer.builder().bucket("demo");
        running = (exchange.bucket().equals("demo") ? builder : builder.bucket(exchange.bucket()))
                .clock(clock)
                .accessLog(line -> {})
                .securityToken(STS, "secret", "token", clock.instant().plusSeconds(60))
                .start();
        return running;
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void serverRespondsAsRecorded(Repetition exchange) throws Exception {
        Http.Response response = repeat(exchange, server(exchange));
        Map<String, String> recorded = exchange.texts("error");
        String document = response.bytes().length == 0
                ? new String(Base64.getDecoder().decode(response.header("x-oss-err")), UTF_8)
                : response.text();
        if (exchange.json().get("status") instanceof Number status) {
            assertThat(response.status()).as(document).isEqualTo(status.intValue());
        }
        for (String name : new String[] {"Code", "Message", "EC"}) {
            if (recorded.containsKey(name)) {
                assertThat(onOneLine(Http.elementOf(document, name)))
                        .as(name + " in " + document)
                        .startsWith(onOneLine(recorded.get(name)));
            }
        }
        List<String> elements =
                ELEMENT.matcher(document).results().map(found -> found.group(1)).toList();
        if (exchange.json().get("rawDocument") instanceof String) {
            assertThat(elements.stream().filter(name -> recorded.containsKey(name) || !name.matches("EC|RecommendDoc")))
                    .as(document)
                    .containsExactlyElementsOf(recorded.keySet());
        } else if (!recorded.isEmpty()) {
            assertThat(elements).as(document).containsSubsequence(recorded.keySet());
        }
        if (recorded.isEmpty() && response.status() < 400) {
            assertThat(response.response().headers().map().keySet())
                    .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                    .containsAll(exchange.texts("responseHeaders").keySet().stream()
                            // As HTTP demands, this server sends no Content-Length with 204.
                            .filter(name -> response.status() != 204 || !name.equalsIgnoreCase("Content-Length"))
                            .toList());
        }
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private Http.Response repeat(Repetition exchange, OssDevServer server) throws Exception {
        SignedUrl url = url(server, exchange, exchange.method());
        return switch (exchange.way()) {
            case "V1 link with another signature" ->
                send(exchange, url.accessKey(server.accessKeyId(), "wrong").v1(), type(exchange));
            case "V4 link with another signature" ->
                send(exchange, url.accessKey(server.accessKeyId(), "wrong").v4(), type(exchange));
            case "V1 header with another signature" -> header(exchange, server, server.accessKeyId(), DATE);
            case "V1 header with an unknown key" -> header(exchange, server, "LTAI5tUnknown", DATE);
            case "V1 header with a key of STS, without its token" -> header(exchange, server, STS, DATE);
            case "V1 header with an expired token" -> {
                clock.advance(Duration.ofMinutes(2));
                yield header(exchange, server, STS, DATE, "x-oss-security-token", "token");
            }
            case "V1 header with another time" ->
                header(exchange, server, server.accessKeyId(), DATE.replace("2026", "2020"));
            case "V1 header without a date" -> header(exchange, server, server.accessKeyId(), "");
            case "V4 header with another region" -> scope(exchange, server, "beijing/oss");
            case "V4 header with another product" -> scope(exchange, server, server.region() + "/s3");
            case "V1 link that has expired" -> {
                URI link = url.v1();
                clock.advance(Duration.ofDays(1));
                yield send(exchange, link);
            }
            case "V4 link from the future" ->
                send(exchange, url.signedAt(clock.instant().plusSeconds(3600)).v4());
            case "V4 link without a signature" ->
                Http.get(URI.create(url.v4().toString().replaceFirst("&x-oss-signature=.*", "")));
            case "V1 link without a signature" ->
                Http.get(URI.create(url.v1().toString().replaceFirst("&Signature=.*", "")));
            case "V1 link for another address" ->
                Http.get(url.parameter("x-oss-ac-source-ip", "192.0.2.1").v1());
            case "V1 link with an added x-oss-process" -> Http.get(URI.create(url.v1() + "&x-oss-process=style%2Fa"));
            case "link for a missing object" -> send(exchange, url.v1());
            case "link for a missing bucket" ->
                Http.get(SignedUrl.of(server, "GET", "missing-bucket", "key")
                        .signedAt(clock.instant())
                        .v1());
            case "unsigned" -> Http.get(at(server, exchange, "/" + exchange.key()));
            case "unsigned list of buckets" -> Http.get(server.endpoint().resolve("/"));
            case "unsigned override" -> {
                put(server, exchange);
                yield Http.get(at(server, exchange, exchange.target()));
            }
            case "as recorded" -> recorded(exchange, server);
            case "signed as recorded" -> {
                if (!exchange.target().contains("append")) {
                    put(server, exchange);
                }
                yield signed(exchange, server);
            }
            case "wrong Content-MD5" -> {
                yield url(server, exchange, "PUT")
                        .header("Content-MD5", "wrong")
                        .send("content");
            }
            case "archived object" -> {
                SignedUrl.of(server, "PUT", exchange.bucket(), "archived")
                        .signedAt(clock.instant())
                        .header("x-oss-storage-class", "Archive")
                        .send("content")
                        .assertStatus(200);
                yield SignedUrl.of(server, "PUT", exchange.bucket(), "copy")
                        .signedAt(clock.instant())
                        .header("x-oss-copy-source", "/" + exchange.bucket() + "/archived")
                        .send();
            }
            case "restoration of an object that is not archived" -> {
                put(server, exchange);
                yield url(server, exchange, "POST").parameter("restore", "").send();
            }
            case "completion with a wrong entity tag" -> completion(exchange, server);
            case "callback" -> callback(exchange, server);
            case "callback to a closed port" ->
                callback(exchange, server, "{\"callbackUrl\":\"http://127.0.0.1:1/\",\"callbackBody\":\"x\"}");
            case "callback with the recorded value" ->
                callback(exchange, server, exchange.texts("error").getOrDefault("ArgumentValue", ""));
            case "form with another signature" ->
                form(server).accessKey(server.accessKeyId(), "wrong").sendV1();
            case "form with a key of STS, without its token" ->
                form(server).accessKey(STS, "secret").sendV1();
            case "form with the recorded policy" -> policy(exchange, server);
            default -> throw new IllegalArgumentException(exchange.way());
        };
    }

    private static String[] type(Repetition exchange) {
        String type = exchange.texts("requestHeaders").get("Content-Type");
        return type == null ? new String[0] : new String[] {"Content-Type", type};
    }

    private static Http.Response send(Repetition exchange, URI url, String... headers) {
        return Http.send(exchange.method(), url, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private static URI at(OssDevServer server, Repetition exchange, String target) {
        return URI.create(server.endpoint() + "/" + exchange.bucket() + target.replace(" ", "%20"));
    }

    /** Sends the recorded method and address with a signature in the header that does not match. */
    private static Http.Response header(
            Repetition exchange, OssDevServer server, String keyId, String date, String... more) {
        List<String> headers = new ArrayList<>(List.of(type(exchange)));
        headers.addAll(List.of("Authorization", "OSS " + keyId + ":c2lnbmF0dXJl"));
        headers.addAll(date.isEmpty() ? List.of() : List.of("Date", date));
        headers.addAll(List.of(more));
        return send(exchange, at(server, exchange, exchange.target()), headers.toArray(String[]::new));
    }

    private static Http.Response scope(Repetition exchange, OssDevServer server, String regionAndProduct) {
        return send(
                exchange,
                at(server, exchange, exchange.target()),
                "Authorization",
                "OSS4-HMAC-SHA256 Credential=" + server.accessKeyId() + "/20260310/" + regionAndProduct
                        + "/aliyun_v4_request,Signature=" + "0".repeat(64),
                "x-oss-date",
                "20260310T120000Z",
                "x-oss-content-sha256",
                "UNSIGNED-PAYLOAD");
    }

    private static String[] headers(Repetition exchange) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.texts("requestHeaders"));
        headers.keySet().removeIf(name -> name.matches(OF_CLIENT));
        return headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
    }

    private static Http.Response recorded(Repetition exchange, OssDevServer server) {
        return send(exchange, at(server, exchange, exchange.target()), headers(exchange));
    }

    private static void put(OssDevServer server, Repetition exchange) {
        server.putObject(
                exchange.bucket(), exchange.key(), "content".repeat(1000).getBytes(UTF_8));
    }

    /** Sends the recorded request, signed in its header with version 1. */
    private static Http.Response signed(Repetition exchange, OssDevServer server) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String[] recorded = headers(exchange);
        for (int i = 0; i < recorded.length; i += 2) {
            headers.put(recorded[i], recorded[i + 1]);
        }
        headers.put("Date", DATE);
        headers.remove("Authorization");
        URI url = at(server, exchange, exchange.target());
        List<Map.Entry<String, String>> query = new ArrayList<>();
        for (String parameter :
                url.getQuery() == null ? new String[0] : url.getQuery().split("&", -1)) {
            query.add(Map.entry(parameter.replaceFirst("=.*", ""), parameter.replaceFirst("[^=]*=?", "")));
        }
        String key = url.getPath().replaceFirst("^/[^/]*/", "");
        String text = ReferenceSigner.stringToSignV1(exchange.method(), exchange.bucket(), key, query, headers, DATE);
        headers.put(
                "Authorization",
                "OSS " + server.accessKeyId() + ":" + ReferenceSigner.signatureV1(server.accessKeySecret(), text));
        String body = exchange.texts("body").getOrDefault("content", "");
        return Http.send(
                exchange.method(),
                url,
                exchange.method().matches("PUT|POST")
                        ? HttpRequest.BodyPublishers.ofString(body)
                        : HttpRequest.BodyPublishers.noBody(),
                headers.entrySet().stream()
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
    }

    private Http.Response completion(Repetition exchange, OssDevServer server) {
        String id =
                url(server, exchange, "POST").parameter("uploads", "").send().element("UploadId");
        url(server, exchange, "PUT")
                .parameters("partNumber", "1", "uploadId", id)
                .send("part")
                .assertStatus(200);
        return url(server, exchange, "POST")
                .parameter("uploadId", id)
                .send("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>undefined</ETag></Part>"
                        + "</CompleteMultipartUpload>");
    }

    private SignedUrl url(OssDevServer server, Repetition exchange, String method) {
        return SignedUrl.of(server, method, exchange.bucket(), exchange.key()).signedAt(clock.instant());
    }

    /** Uploads with a callback to a server that fails as the recorded message says. */
    private Http.Response callback(Repetition exchange, OssDevServer server) throws IOException {
        Matcher status = Pattern.compile("Error status : (\\d+).*")
                .matcher(exchange.texts("error").getOrDefault("Message", ""));
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", received -> {
            try (received) {
                received.getRequestBody().readAllBytes();
                received.sendResponseHeaders(status.matches() ? Integer.parseInt(status.group(1)) : 200, 4);
                received.getResponseBody().write("text".getBytes(UTF_8));
            }
        });
        application.start();
        try {
            String address = "http://127.0.0.1:" + application.getAddress().getPort() + "/";
            return callback(exchange, server, "{\"callbackUrl\":\"" + address + "\",\"callbackBody\":\"x\"}");
        } finally {
            application.stop(0);
        }
    }

    private Http.Response callback(Repetition exchange, OssDevServer server, String json) {
        return url(server, exchange, "PUT")
                .parameter("callback", Base64.getEncoder().encodeToString(json.getBytes(UTF_8)))
                .send("content");
    }

    private PostForm form(OssDevServer server) {
        return PostForm.to(server).signedAt(clock.instant()).field("key", "key");
    }

    private static Http.Response policy(Repetition exchange, OssDevServer server) {
        Map<String, String> fields = exchange.texts("body");
        String policy = Base64.getEncoder()
                .encodeToString(fields.getOrDefault("policy", "")
                        .replace("2023", "2030")
                        .replace("\"success", "\"$success")
                        .getBytes(UTF_8));
        PostForm form = PostForm.to(server)
                .field("key", "key")
                .field("OSSAccessKeyId", server.accessKeyId())
                .field("policy", policy)
                .field("success_action_status", "201")
                .field("Signature", ReferenceSigner.signatureV1(server.accessKeySecret(), policy));
        return form.file("name", "content").send();
    }
}
