// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.link.UploadCallback;
import io.github.osspresign.test.SignedLinks;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A route continues after a callback that the service has signed, and after no other request. */
class OssPresignedCallbackTest extends OssPresignedTestSupport {

    private final MemoryIdempotentRepository repository = new MemoryIdempotentRepository();

    /** Messages as {@code platform-http:} makes them from a request. */
    private record Request(String uri, Map<String, Object> headers, Object body) {

        Request with(String header, Object value) {
            Map<String, Object> changed = new HashMap<>(headers);
            changed.put(header, value);
            return new Request(uri, changed, body);
        }

        Request withUri(String changed) {
            return new Request(changed, headers, body);
        }

        Request withBody(Object changed) {
            return new Request(uri, headers, changed);
        }

        String text() {
            return new String((byte[]) body, UTF_8);
        }
    }

    @Override
    protected void configure(RouteBuilder routes) {
        context.getRegistry().bind("repository", repository);
        context.getComponent("osspresigned", OssPresignedComponent.class)
                .setPublicKeyUrl(server.publicKeyUrl().toString());
        context.addComponent("official", new OssPresignedComponent());
        String callback = "osspresigned:?operation=callback";
        routes.from("direct:http").to(callback).to("mock:next");
        routes.from("direct:stored")
                .to(callback + "&idempotentRepository=#bean:repository")
                .to("mock:next");
        routes.from("direct:official").to("official:?operation=callback").to("mock:next");
    }

    /** Uploads an object, and returns the callback that the server has sent. */
    private Request callback(String key, String content) throws Exception {
        return callback(key, content, "/up%20loaded?a=b&c=%64", null);
    }

    private Request callback(String key, String content, String target, @Nullable String body) throws Exception {
        SynchronousQueue<Request> received = new SynchronousQueue<>();
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            Map<String, Object> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            Request request = new Request(
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            received.offer(request);
        });
        application.start();
        try {
            String url = "http://127.0.0.1:" + application.getAddress().getPort() + target;
            Map<String, String> query = new UploadCallback(url, body, Map.of("order", "42")).parameters("");
            String link = new SignedLinks(server, BUCKET, clock).url("PUT", key, query, Duration.ofHours(1));
            Future<?> unused = HttpClient.newHttpClient()
                    .sendAsync(
                            HttpRequest.newBuilder(URI.create(link))
                                    .PUT(HttpRequest.BodyPublishers.ofString(content))
                                    .build(),
                            BodyHandlers.discarding());
            return received.poll(10, TimeUnit.SECONDS);
        } finally {
            application.stop(0);
        }
    }

    private Exchange send(String route, Request request) {
        return template.request("direct:" + route, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(request.headers));
            exchange.getMessage().setHeader(Exchange.HTTP_URI, request.uri);
            exchange.getMessage().setBody(request.body);
        });
    }

    private static void assertResponse(Exchange exchange, int status) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(status == 200 ? "{\"Status\":\"OK\"}" : "{\"Status\":\"refused\"}");
    }

    private MockEndpoint next() {
        return getMockEndpoint("mock:next");
    }

    @Test
    void routeContinuesWithTheHeadersOfTheObject() throws Exception {
        Request callback = callback("uploads/中 \"a\".txt", "content");
        Exchange exchange =
                send("http", callback.with("CamelFileName", "stale.txt").with("CamelOssPresignedETag", "x"));

        assertResponse(exchange, 200);
        assertThat(next().getExchanges()).hasSize(1);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelPresignSourceBucketName", BUCKET)
                .containsEntry("CamelPresignSourceObjectKey", "uploads/中 \"a\".txt")
                .containsEntry("CamelFileLength", 7L)
                .containsEntry("CamelOssPresignedETag", "9A0364B9E99BB480DD25E1F0284C8555")
                .containsKeys("CamelOssPresignedCrc64", "CamelOssPresignedRequestId")
                .doesNotContainKeys("Authorization", "x-oss-pub-key-url", "CamelFileName");
        assertThat(context.resolveLanguage("simple")
                        .createExpression("${header.CamelOssPresignedCallback[x:order]}")
                        .evaluate(exchange, String.class))
                .isEqualTo("42");
    }

    @Test
    void bodyOfSeveralLinesIsRead() throws Exception {
        Request callback = callback("a.txt", "content", "/uploaded", "\n {\n \"object\": ${object}\n}\n");

        assertThat(send("http", callback).getMessage().getHeaders())
                .containsEntry("CamelPresignSourceObjectKey", "a.txt");
    }

    @Test
    void requestOfAnyHttpServerIsRead() throws Exception {
        for (int form = 0; form < 5; form++) {
            Request callback =
                    form == 3 ? callback("a.txt", "content", "/uploaded", null) : callback("a.txt", "content");
            Request read = switch (form) {
                case 0 -> callback.withBody(new ByteArrayInputStream((byte[]) callback.body));
                case 1 -> callback.withBody(callback.text());
                case 2 -> {
                    String[] parts = callback.uri.split("\\?", 2);
                    yield callback.withUri(parts[0]).with(Exchange.HTTP_QUERY, parts[1]);
                }
                // undertow:
                case 3 -> callback.with(Exchange.HTTP_QUERY, "").with(Exchange.HTTP_RAW_QUERY, "");
                // netty-http:
                default ->
                    callback.withUri("/up loaded")
                            .with(Exchange.HTTP_QUERY, "a=b&c=d")
                            .with(Exchange.HTTP_RAW_QUERY, "a=b&c=%64");
            };
            assertResponse(send("http", read), 200);
        }
        assertThat(next().getExchanges()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "uri, '/up%20loaded?c=%64&a=b', 401",
        "uri, '/up%20loaded?a=b&c=d', 401",
        "uri, '/up%20loaded?a=b', 401",
        "uri, '/up%20loaded', 401",
        "uri, '/up+loaded?a=b&c=%64', 401",
        "uri, '/other?a=b&c=%64', 401",
        "uri, 'http://127.0.0.1/up%20loaded?a=b&c=%64', 400",
        "uri, '', 400",
        "body, '', 401",
        "body, 'other', 401",
        "Authorization, '', 401",
        "Authorization, 'AAAA', 401",
        "Authorization, 'Basic YTpi', 401",
        "x-oss-pub-key-url, '', 401",
        "x-oss-pub-key-url, 'http://127.0.0.1/key.pem', 401",
        "x-oss-signature-version, '2.0', 401"
    })
    void changedRequestIsRefused(String part, String value, int status) throws Exception {
        Request callback = callback("a.txt", "content");
        Request changed = switch (part) {
            case "uri" -> callback.withUri(value);
            case "body" -> callback.withBody(value);
            default -> callback.with(part, value);
        };

        assertResponse(send("http", changed), status);
        assertThat(next().getExchanges()).isEmpty();
        assertResponse(send("http", callback), 200);
    }

    /** The component writes the response, into which HTTP servers write each header of the message. */
    @ParameterizedTest
    @CsvSource({"200, ''", "401, changed", "400, too long"})
    void noHeaderOfTheRequestReachesTheResponse(int status, String change) throws Exception {
        Request callback = callback("a.txt", "content")
                .with("Set-Cookie", "a=b")
                .with("Access-Control-Allow-Origin", "*")
                .with("CamelHttpResponseText", "x")
                .with("CamelPresignObjectKey", "other.txt")
                .with("CamelPresignUrl", "https://a.example/");
        Request sent = switch (status) {
            case 401 -> callback.withBody(change);
            case 400 -> callback.withBody(new byte[64 * 1024 + 1]);
            default -> callback;
        };

        Exchange exchange = send("http", sent);

        assertResponse(exchange, status);
        assertThat(exchange.getMessage().getHeaders().keySet())
                .allMatch(name -> name.equals("Content-Type")
                        || name.equals("CamelHttpResponseCode")
                        || name.startsWith("CamelPresignSource")
                        || name.startsWith("CamelOssPresigned")
                        || name.equals("CamelFileLength"));
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys("CamelPresignObjectKey", "CamelPresignUrl");
    }

    @Test
    void bodyThatCannotBeReadAsBytesIsRefused() throws Exception {
        Request callback = callback("a.txt", "content");

        assertResponse(send("http", callback.withBody(new Object())), 400);
        assertThat(next().getExchanges()).isEmpty();
    }

    /** HTTP servers make a map of a form, or nothing that can be read. */
    @Test
    void formOfAStrangerIsUnauthorized() {
        Request form =
                new Request("/uploaded", Map.of("Content-Type", "application/x-www-form-urlencoded"), Map.of("a", "b"));

        assertResponse(send("http", form), 401);
        assertResponse(send("http", form.withBody(new Object())), 401);
        assertResponse(send("http", form.withUri("")), 401);
        assertThat(next().getExchanges()).isEmpty();
    }

    @Test
    void changedValueInTheBodyIsRefused() throws Exception {
        Request callback = callback("a.txt", "content");

        assertResponse(send("http", callback.withBody(callback.text().replace("a.txt", "b.txt"))), 401);
        assertResponse(send("http", callback.withBody(callback.text() + " ")), 401);
        assertResponse(send("http", callback.with("Authorization", List.of("a", "b"))), 401);
        assertResponse(send("http", callback.withBody(new byte[64 * 1024 + 1])), 400);
        assertResponse(send("http", callback.withBody(Map.of("bucket", BUCKET))), 400);
        assertThat(next().getExchanges()).isEmpty();
    }

    @Test
    void keyOfAnotherServerIsRefusedWithoutARequest() throws Exception {
        Request callback = callback("a.txt", "content");

        assertResponse(send("official", callback), 401);
        assertThat(server.requests()).noneMatch(request -> request.method().equals("GET"));
    }

    @Test
    void repeatedCallbackGetsTheSameResponseAndIsIgnored() throws Exception {
        Request callback = callback("a.txt", "content");

        assertResponse(send("stored", callback), 200);
        Exchange repeated = send("stored", callback);
        assertResponse(repeated, 200);
        assertThat(repeated.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        assertThat(repeated.getMessage().getHeaders()).doesNotContainKey("CamelOssPresignedCallback");
        assertResponse(send("stored", callback.withUri(callback.uri.replace("up", "%75p"))), 200);
        assertThat(next().getExchanges()).hasSize(1);
        assertThat(repository.getCacheSize()).isEqualTo(1);

        assertResponse(send("stored", callback("a.txt", "content")), 200);
        assertThat(next().getExchanges()).hasSize(2);
    }

    @Test
    void callbackOfAFailedRouteCanBeRepeated() throws Exception {
        Request callback = callback("a.txt", "content");
        next().whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("not yet");
        });

        assertThat(send("stored", callback).getException()).hasMessage("not yet");
        assertResponse(send("stored", callback), 200);
        assertThat(next().getExchanges()).hasSize(2);
    }

    @Test
    void sameCallbackIsRefusedWhileItIsProcessed() throws Exception {
        Request callback = callback("a.txt", "content");
        next().whenAnyExchangeReceived(exchange -> assertResponse(send("http", callback), 503));

        assertResponse(send("http", callback), 200);
        assertThat(next().getExchanges()).hasSize(1);
    }

    @Test
    void keyThatCannotBeFetchedFailsTheExchange() throws Exception {
        Request callback = callback("a.txt", "content");
        server.close();

        assertThat(send("http", callback).getException()).hasMessageContaining("no connection to the host");
        assertThat(next().getExchanges()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"osspresigned:in?operation=callback", "osspresigned:?operation=callback&allowedHosts=a.example"})
    void optionThatCannotWorkStopsTheStart(String uri) {
        assertThatThrownBy(() -> template.sendBody(uri, "")).hasStackTraceContaining(": must be");
    }

    @Test
    void keyUrlOfAnotherSchemeStopsTheStart() {
        context.getComponent("official", OssPresignedComponent.class).setPublicKeyUrl("ftp://a.example/key.pem");

        assertThatThrownBy(() -> template.sendBody("official:?operation=callback&idempotentKey=a", ""))
                .hasStackTraceContaining(": must be");
    }

    @Test
    void headersOfAnyLengthAreRefused() throws Exception {
        Request callback = callback("a.txt", "content");
        String padded = Base64.getEncoder().encodeToString(new byte[8 * 1024]);

        assertResponse(send("http", callback.with("Authorization", padded)), 401);
        assertResponse(send("http", callback.with("x-oss-pub-key-url", padded)), 401);
    }
}
