// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.Multipart;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.PostForm;
import io.github.osspresign.devserver.SignedUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The response to an upload with a callback is the response of the callback. */
class CallbackTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> headers = new ConcurrentHashMap<>();
    private int status = 200;
    private String reply = "{\"Status\":\"OK\"}";

    private OssDevServer server;
    private HttpServer application;

    @BeforeEach
    void start() throws IOException {
        server = OssDevServer.builder().bucket("demo").start();
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/told", exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            headers.putAll(exchange.getRequestHeaders());
            received.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = reply.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        application.start();
    }

    @AfterEach
    void stop() {
        application.stop(0);
        server.close();
    }

    private String url() {
        return "http://127.0.0.1:" + application.getAddress().getPort() + "/told";
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    private String callback(String body, String type) {
        return base64("{\"callbackUrl\":\"" + url() + "\",\"callbackBody\":\"" + body + "\",\"callbackBodyType\":\""
                + type + "\"}");
    }

    private Http.Response put(String key, String... parameters) {
        SignedUrl url = SignedUrl.of(server, "PUT", "demo", key).parameters(parameters);
        return Http.put(url.v4(), CONTENT);
    }

    @Test
    void sendsFormCallbackAndReturnsItsResponse() {
        Http.Response response = put(
                "dir/a b&.txt",
                "callback",
                callback(
                        "b=${bucket}&o=${object}&s=${size}&e=${etag}&m=${mimeType}&v=${x:v}&n=${x:none}",
                        "application/x-www-form-urlencoded"),
                "callback-var",
                base64("{\"x:v\":\"1 & 2\"}"));
        assertThat(received)
                .containsExactly("POST application/x-www-form-urlencoded b=demo&o=dir%2Fa%20b%26.txt&s=7"
                        + "&e=9A0364B9E99BB480DD25E1F0284C8555&m=application%2Foctet-stream&v=1%20%26%202&n=");
        response.assertStatus(200);
        assertThat(response.text()).isEqualTo(reply);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.header("ETag")).isEqualTo("\"9A0364B9E99BB480DD25E1F0284C8555\"");
    }

    @Test
    void callbackIsSignedWithTheKeyAtItsAddress() throws Exception {
        String body = "o=${object}&中";
        put(
                "k",
                "callback",
                base64("{\"callbackUrl\":\"" + url() + "%20a%2Fb?x=%31&y\",\"callbackBody\":\"" + body + "\"}"));
        assertThat(received).containsExactly("POST application/x-www-form-urlencoded o=k&中");

        String address = new String(
                Base64.getDecoder().decode(headers.get("X-oss-pub-key-url").get(0)), UTF_8);
        assertThat(address).isEqualTo(server.publicKeyUrl().toString());
        String pem = Http.get(URI.create(address)).text();
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", ""));
        Signature signature = Signature.getInstance("MD5withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
        signature.update("/told a/b?x=%31&y\no=k&中".getBytes(UTF_8));
        assertThat(signature.verify(
                        Base64.getDecoder().decode(headers.get("Authorization").get(0))))
                .isTrue();
    }

    @Test
    void signedRequestGetsTheObjectWithTheNameOfTheKey() {
        server.putObject("demo", "callback_pub_key_v1.pem", CONTENT);
        assertThat(SignedUrl.of(server, "GET", "demo", "callback_pub_key_v1.pem")
                        .send()
                        .text())
                .isEqualTo("content");
    }

    @Test
    void sendsJsonCallbackFromHeaders() {
        String callback = callback("{\\\"o\\\":${object},\\\"s\\\":${size}}", "application/json");
        Http.Response response = SignedUrl.of(server, "PUT", "demo", "a\"b")
                .header("x-oss-callback", callback)
                .send(CONTENT);
        assertThat(response.text()).isEqualTo(reply);
        assertThat(received).containsExactly("POST application/json {\"o\":\"a\\\"b\",\"s\":7}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {} | Error status : 500.",
                "302 | {} | Error status : 302.",
                "200 | nonsense | Response body is not valid json format."
            })
    void failedCallbackIs203AndObjectIsStored(int status, String reply, String message) {
        this.status = status;
        this.reply = reply;
        Http.Response response = put("k", "callback", callback("x", "application/json"));
        response.assertError(203, "CallbackFailed");
        assertThat(response.element("Message")).isEqualTo(message);
        assertThat(response.element("EC")).isEqualTo("0007-00000203");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
    }

    @Test
    void postObjectSendsCallback() {
        Http.Response response = PostForm.to(server)
                .field("key", "k")
                .field("callback", callback("v=${x:v}", "application/x-www-form-urlencoded"))
                .field("x:v", "1")
                .signedV4()
                .file("b.txt", "content")
                .send();
        response.assertStatus(200);
        assertThat(response.text()).isEqualTo(reply);
        assertThat(received).containsExactly("POST application/x-www-form-urlencoded v=1");
    }

    @Test
    void callbackToUntrustedCertificateFails() {
        try (OssDevServer untrusted = OssDevServer.builder().tls().start()) {
            Http.Response response = put(
                    "k",
                    "callback",
                    base64("{\"callbackUrl\":\"" + untrusted.endpoint() + "\",\"callbackBody\":\"x\"}"));
            response.assertStatus(203);
            assertThat(response.element("Message")).contains("certificat");
            assertThat(untrusted.requests()).isEmpty();
        }
    }

    @Test
    void callbackTriesNextUrl() {
        String urls = "http://127.0.0.1:1/nobody;" + url();
        put("k", "callback", base64("{\"callbackUrl\":\"" + urls + "\",\"callbackBody\":\"x\"}"));
        assertThat(received).hasSize(1);
    }

    @Test
    void callbackHasHostOfItsUrlByDefault() {
        put("k", "callback", callback("x", "application/json"));
        put(
                "k",
                "callback",
                base64("{\"callbackUrl\":\"" + url() + "\",\"callbackHost\":\"\",\"callbackBody\":\"x\"}"));
        String own = "127.0.0.1:" + application.getAddress().getPort();
        assertThat(hosts).containsExactly(own, own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com", "app.example.com:8080"})
    void callbackNamesItsHost(String host) {
        Http.Response response = put(
                "k",
                "callback",
                base64("{\"callbackUrl\":\"" + url() + "\",\"callbackHost\":\"" + host
                        + "\",\"callbackBody\":\"x\",\"callbackSNI\":true}"));
        assertThat(response.text()).isEqualTo(reply);
        assertThat(hosts).containsExactly(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"callbackHost\":\"a b\"",
                "\"callbackHost\":\"a\\r\\nX: y\"",
                "\"callbackHost\":1",
                "\"callbackHost\":\"a:65536\"",
                "\"callbackSNI\":\"yes\""
            })
    void invalidHostOrSniStoresNothing(String member) {
        put("k", "callback", base64("{\"callbackUrl\":\"" + url() + "\",\"callbackBody\":\"x\"," + member + "}"))
                .assertError(400, "InvalidArgument");
        SignedUrl.of(server, "GET", "demo", "k").send().assertStatus(404);
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void completedUploadSendsCallback(boolean inHeaders) {
        Multipart multipart = new Multipart(server);
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, CONTENT);
        String callback = callback("o=${object}&s=${size}&v=${x:v}", "application/x-www-form-urlencoded");
        String variables = base64("{\"x:v\":\"1\"}");
        Http.Response response = inHeaders
                ? multipart.completeAll("k", id, "x-oss-callback", callback, "x-oss-callback-var", variables)
                : multipart.send(
                        "POST",
                        "k",
                        "uploadId=" + id + "&callback=" + callback + "&callback-var=" + variables,
                        new byte[0],
                        "x-oss-complete-all",
                        "yes");
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.text()).isEqualTo(reply);
        assertThat(response.header("ETag")).endsWith("-1\"");
        assertThat(received).containsExactly("POST application/x-www-form-urlencoded o=k&s=7&v=1");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
        multipart.list("k", id).assertStatus(404);
    }

    @Test
    void failedCallbackOfCompletedUploadIs203AndUploadHasEnded() {
        status = 500;
        Multipart multipart = new Multipart(server);
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, CONTENT);
        multipart
                .completeAll("k", id, "x-oss-callback", callback("x", "application/json"))
                .assertError(203, "CallbackFailed");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
        multipart.list("k", id).assertStatus(404);
    }

    @Test
    void invalidCallbackCompletesNothing() {
        Multipart multipart = new Multipart(server);
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, CONTENT);
        Http.Response refused = multipart.completeAll("k", id, "x-oss-callback", "not base64");
        refused.assertStatus(400);
        assertThat(refused.element("Message")).isEqualTo("The callback configuration is not base64 encoded.");
        multipart.list("k", id).assertStatus(200);
        SignedUrl.of(server, "GET", "demo", "k").send().assertStatus(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not base64",
                "bm90IGpzb24=",
                "e30=",
                "eyJjYWxsYmFja1VybCI6Im15IiwiY2FsbGJhY2tCb2R5IjoieCJ9",
                "eyJjYWxsYmFja1VybCI6Imh0dHA6Ly8xMjcuMC4wLjE6NjU1MzYiLCJjYWxsYmFja0JvZHkiOiJ4In0=",
                "eyJjYWxsYmFja1VybCI6ImZ0cDovL3gveSIsImNhbGxiYWNrQm9keSI6IngifQ==",
                "eyJjYWxsYmFja1VybCI6ImEuZXhhbXBsZSIsImNhbGxiYWNrQm9keSI6IngiLCJjYWxsYmFja0JvZHlUeXBlIjoidGV4dC9wbGFpbiJ9"
            })
    void invalidCallbackStoresNothing(String callback) {
        put("k", "callback", callback).assertError(400, "InvalidArgument");
        SignedUrl.of(server, "GET", "demo", "k").send().assertStatus(404);
        assertThat(received).isEmpty();
    }

    @Test
    void variableInRoundBracketsIsRefused() {
        Http.Response response = put("k", "callback", callback("bucket=$(bucket)", "application/json"));
        response.assertStatus(400);
        assertThat(response.element("ArgumentName")).isEqualTo("callbackBody");
    }

    @Test
    void callbackInHeaderAndParameterIsRejected() {
        String callback = callback("x", "application/json");
        SignedUrl.of(server, "PUT", "demo", "k")
                .parameter("callback", callback)
                .header("x-oss-callback", callback)
                .send(CONTENT)
                .assertStatus(400);
    }
}
