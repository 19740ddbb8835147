// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.test.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form uploads a file, the server calls the route back, and the route downloads the object; forgeries do nothing. */
@Timeout(120)
class UploadCallbackTest {

    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    /** Request of the service. */
    private record Callback(String uri, Map<String, String> headers, String body) {

        Callback with(String name, String value) {
            Map<String, String> changed = new HashMap<>(headers);
            changed.put(name, value);
            return new Callback(uri, changed, body);
        }
    }

    @AutoClose
    private final DocsServer server = new DocsServer();

    private final List<Callback> received = new CopyOnWriteArrayList<>();
    private final List<HttpResponse<String>> responses = new CopyOnWriteArrayList<>();
    private final int port = server.withWebServer();

    /** Starts a proxy before the route that remembers the requests, as an attacker on the way does. */
    private HttpServer proxy() throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            for (String name :
                    List.of("Authorization", "Content-Type", "x-oss-pub-key-url", "x-oss-signature-version")) {
                headers.put(name, exchange.getRequestHeaders().getFirst(name));
            }
            Callback callback = new Callback(
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            received.add(callback);
            HttpResponse<String> response = send(callback);
            responses.add(response);
            byte[] body = response.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(response.statusCode(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        proxy.start();
        return proxy;
    }

    /** Returns the routes of the page, which another HTTP server than that of the page receives requests for. */
    private RouteBuilder routesBehind(String httpServer) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                for (RouteDefinition route : new TaskRoutes.UploadCallback()
                        .configureRoutes(getContext())
                        .getRoutes()) {
                    FromDefinition input = route.getInput();
                    input.setUri(
                            input.getEndpointUri().replace("platform-http:", httpServer + ":http://127.0.0.1:" + port));
                    getRouteCollection().route(route);
                }
            }
        };
    }

    private HttpResponse<String> send(Callback callback) {
        HttpRequest.Builder request =
                Http.request("http://127.0.0.1:" + port + callback.uri).POST(BodyPublishers.ofString(callback.body));
        callback.headers.forEach(request::header);
        try {
            return Http.send(request);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> upload(String content) throws Exception {
        String form = Http.get("http://127.0.0.1:" + port + "/upload-form").body();
        StringBuilder body = new StringBuilder();
        Matcher fields = FIELD.matcher(form);
        while (fields.find()) {
            body.append("--boundary\r\nContent-Disposition: form-data; name=\"")
                    .append(fields.group(1) + "\"\r\n\r\n" + fields.group(2) + "\r\n");
        }
        body.append("--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n")
                .append(content + "\r\n--boundary--\r\n");
        Matcher action = Pattern.compile("action=\"([^\"]*)\"").matcher(form);
        assertThat(action.find()).as(form).isTrue();
        return Http.send(Http.request(action.group(1))
                .header("Content-Type", "multipart/form-data; boundary=boundary")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private static List<Path> inbox() throws IOException {
        Path folder = Path.of("inbox", "orders");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    @Test
    void uploadThroughAFormContinuesTheRouteOnceAndForgeriesDoNot() throws Exception {
        HttpServer proxy = proxy();
        try {
            server.property(
                            "camel.component.osspresigned.public-key-url",
                            server.oss.publicKeyUrl().toString())
                    .property(
                            "callbackUrl",
                            "http://127.0.0.1:" + proxy.getAddress().getPort() + "/uploaded")
                    .start(new TaskRoutes.UploadCallback());
            HttpResponse<String> uploaded = upload("content");

            assertThat(uploaded.body()).isEqualTo("{\"Status\":\"OK\"}");
            assertThat(uploaded.statusCode()).isEqualTo(200);
            assertThat(responses).singleElement().satisfies(response -> {
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
                assertThat(response.headers().firstValue("Content-Length")).hasValue("15");
                assertThat(response.headers().map()).doesNotContainKeys("authorization", "x-oss-pub-key-url");
            });
            server.awaitProcessed(1);
            assertThat(inbox())
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("content"));

            Callback callback = received.get(0);
            String evil = Base64.getEncoder().encodeToString("http://127.0.0.1:1/key.pem".getBytes(UTF_8));
            List<Callback> forged = List.of(
                    new Callback("/uploaded?", callback.headers, callback.body),
                    new Callback("/uploaded?a=b", callback.headers, callback.body),
                    new Callback(callback.uri, callback.headers, callback.body + " "),
                    new Callback(callback.uri, callback.headers, callback.body.replace("uploads/", "other/")),
                    new Callback(callback.uri, Map.of("Content-Type", "application/json"), callback.body),
                    callback.with("x-oss-pub-key-url", evil),
                    callback.with("Authorization", "AAAA"));
            Callback form =
                    new Callback(callback.uri, Map.of("Content-Type", "application/x-www-form-urlencoded"), "a=b");
            assertThat(forged)
                    .allSatisfy(
                            request -> assertThat(send(request).statusCode()).isEqualTo(401));
            assertThat(send(form).statusCode()).isEqualTo(401);
            Callback oddForm = new Callback(
                    callback.uri, Map.of("Content-Type", "application/x-www-form-urlencoded"), "a%0Ab=1&c=%0D%0Ad&=e");
            // The server itself refuses a field without a name.
            assertThat(send(oddForm).statusCode()).isEqualTo(400);
            Callback injecting =
                    new Callback("/uploaded?Set-Cookie=a%3Db&Location=//a.example", callback.headers, callback.body);
            assertThat(send(injecting).headers().map()).doesNotContainKeys("set-cookie", "location");
            assertThat(send(callback).statusCode()).isEqualTo(200);
            upload("more");
            server.awaitProcessed(2);
            assertThat(inbox()).hasSize(2);
        } finally {
            proxy.stop(0);
        }
    }

    /** Servers write the headers of a message into the response, and turn the fields of query and form into such headers. */
    @ParameterizedTest
    @CsvSource({"platform-http, 400", "undertow, 401", "jetty, 401", "netty-http, 401"})
    void noHttpServerWritesTheQueryOfACallbackIntoTheResponse(String httpServer, int statusOfOddForm) throws Exception {
        String query = "?Set-Cookie=a%3Db&Access-Control-Allow-Origin=%2A&Location=%2F%2Fa.example";
        boolean isOfPage = httpServer.equals("platform-http");
        HttpServer proxy = proxy();
        try {
            server.property("camel.server.enabled", String.valueOf(isOfPage))
                    .property(
                            "camel.component.osspresigned.public-key-url",
                            server.oss.publicKeyUrl().toString())
                    .property(
                            "callbackUrl",
                            "RAW(http://127.0.0.1:" + proxy.getAddress().getPort() + "/uploaded" + query + ")")
                    .start(isOfPage ? new TaskRoutes.UploadCallback() : routesBehind(httpServer));

            assertThat(upload("content").statusCode()).isEqualTo(200);
            assertThat(responses)
                    .singleElement()
                    .satisfies(response -> assertResponse(response, 200, "{\"Status\":\"OK\"}"));
            server.awaitProcessed(1);

            Callback good = received.get(0);
            assertThat(good.uri).isEqualTo("/uploaded" + query);
            Callback unsigned = new Callback(good.uri, Map.of("Content-Type", "application/json"), good.body);
            Callback changed = new Callback(good.uri, good.headers, good.body + " ");
            Callback otherQuery = new Callback(good.uri + "&a=b", good.headers, good.body);
            Map<String, String> formType = Map.of("Content-Type", "application/x-www-form-urlencoded");
            Callback form = new Callback(good.uri, formType, "Set-Cookie=c%3Dd&a=b");
            for (Callback forgery : List.of(unsigned, changed, otherQuery, good.with("Authorization", "AAAA"), form)) {
                assertResponse(send(forgery), 401, "{\"Status\":\"refused\"}");
            }

            // platform-http: refuses a field without a name before the route.
            HttpResponse<String> odd = send(new Callback(good.uri, formType, "a%0Ab=1&c=%0D%0Ad&=e"));
            assertThat(odd.statusCode()).isEqualTo(statusOfOddForm);
            assertThat(odd.body()).doesNotContain("\tat ", "Exception");
            assertNoHeaderOfTheQuery(odd);
            assertThat(server.end("process").getReceivedCounter()).isEqualTo(1);
        } finally {
            proxy.stop(0);
        }
    }

    private static void assertResponse(HttpResponse<String> response, int status, String body) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertNoHeaderOfTheQuery(response);
    }

    private static void assertNoHeaderOfTheQuery(HttpResponse<String> response) {
        assertThat(response.headers().map())
                .doesNotContainKeys("set-cookie", "access-control-allow-origin", "location", "a", "c");
    }
}
