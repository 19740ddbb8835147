// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadCallback;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service calls back the address that the options name, after an upload by a link, a form or a plan. */
class PresignCallbackTest extends PresignServerTestSupport {

    private static final String KEY = "uploads/a \"b\" & 中.txt";

    private final List<String> received = new CopyOnWriteArrayList<>();

    private HttpServer application;

    @BeforeEach
    void startApplication() throws IOException {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            received.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] reply = "{\"Status\":\"OK\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        application.start();
    }

    @AfterEach
    void stopApplication() {
        application.stop(0);
    }

    private String callbackUrl() {
        return "http://127.0.0.1:" + application.getAddress().getPort() + "/uploaded?a=b";
    }

    /** Uploads the text "content". With another callback, the holder of the link, form or plan sends that one instead. */
    @SuppressWarnings("unchecked")
    private HttpResponse<String> upload(String kind, String options, String other) throws Exception {
        String uri = bucketUri() + "&callbackUrl=RAW(" + callbackUrl() + ")" + options;
        Map<String, Object> headers = Map.of(PresignConstants.OBJECT_KEY, KEY, PresignConstants.UPLOAD_SIZE, 7);
        return switch (kind) {
            case "link" -> {
                PresignedLink link = send(uri + "&method=PUT", headers)
                        .getMessage()
                        .getHeader(PresignConstants.LINK, PresignedLink.class);
                String url = other == null
                        ? link.url()
                        : link.url().replaceFirst("([?&]callback=)[^&]*", "$1" + URLEncoder.encode(other, UTF_8));
                yield send("PUT", url, Map.of(), "content");
            }
            case "form" -> {
                Message form =
                        send(uri + "&operation=postPolicy&method=POST", headers).getMessage();
                Map<String, String> fields =
                        new LinkedHashMap<>(form.getHeader(PresignConstants.FORM_FIELDS, Map.class));
                if (other != null) {
                    fields.put("callback", other);
                }
                yield Http.send(Http.form(form.getHeader(PresignConstants.URL, String.class), fields, "content"));
            }
            default -> {
                PresignedUpload plan = send(uri + "&operation=multipart", headers)
                        .getMessage()
                        .getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
                PresignedPart part = plan.parts().get(0);
                String etag = send("PUT", part.url(), part.requiredHeaders(), "content")
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow();
                Map<String, String> required =
                        new LinkedHashMap<>(plan.complete().requiredHeaders());
                if (other != null) {
                    required.put("x-oss-callback", other);
                }
                yield send(
                        "POST",
                        plan.complete().url(),
                        required,
                        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag
                                + "</ETag></Part></CompleteMultipartUpload>");
            }
        };
    }

    private static HttpResponse<String> send(String method, String url, Map<String, String> headers, String body)
            throws Exception {
        HttpRequest.Builder request = Http.request(url).method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Http.send(request);
    }

    @ParameterizedTest
    @CsvSource({"link, V4", "link, V1", "form, V4", "form, V1", "plan, V4", "plan, V1"})
    void uploadEndsWithTheCallbackOfTheOptions(String kind, String version) throws Exception {
        HttpResponse<String> response = upload(
                kind, "&signatureVersion=" + version + "&callbackVar.order=RAW(4 & \"2\")&callbackVar.a=中", null);

        assertThat(response.body()).isEqualTo("{\"Status\":\"OK\"}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request).startsWith("/uploaded?a=b application/json {");
            assertThat(UploadCallback.fields(request.substring(request.indexOf('{'))))
                    .containsKeys("etag", "reqId", "mimeType")
                    .containsEntry("bucket", "demo")
                    .containsEntry("object", KEY)
                    .containsEntry("size", "7")
                    .containsEntry("crc64", crc64("content"))
                    .containsEntry("x:order", "4 & \"2\"")
                    .containsEntry("x:a", "中");
        });
        assertThat(server.objectBytes("demo", KEY)).asString().isEqualTo("content");
    }

    private static String crc64(String text) {
        Crc64 checksum = new Crc64();
        checksum.update(text.getBytes(UTF_8), 0, text.length());
        return checksum.decimal();
    }

    @Test
    void bodyOfTheOptionsReplacesTheDefaultOne() throws Exception {
        upload("link", "&callbackBody=RAW({\"key\":${object},\"by\":${x:by}})&callbackVar.by=RAW(a&b)", null);

        assertThat(received.get(0))
                .isEqualTo("/uploaded?a=b application/json {\"key\":\"uploads/a \\\"b\\\" & 中.txt\",\"by\":\"a&b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "form", "plan"})
    void holderCannotChangeTheCallback(String kind) throws Exception {
        String other = Base64.getEncoder()
                .encodeToString("{\"callbackUrl\":\"http://127.0.0.1:1/\",\"callbackBody\":\"x\"}".getBytes(UTF_8));

        assertThat(upload(kind, "&callbackVar.order=1", other).statusCode()).isEqualTo(403);
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "callbackUrl=https://a.example/ | callbackUrl: must be used with operation=postPolicy or operation=multipart or method=PUT",
                "callbackUrl=https://a.example/&operation=signPrefix&method=PUT | callbackUrl: must be used with",
                "method=PUT&callbackVar.a=1 | callbackVar: must be used with callbackUrl",
                "method=PUT&callbackBody=RAW(${object}) | callbackBody: must be used with callbackUrl",
                "method=PUT&callbackUrl=ftp://a.example/ | callbackUrl: must be 1 to 5 http or https URLs",
                "method=PUT&callbackUrl=RAW(https://me:geheim@a.example/) | callbackUrl: must be 1 to 5 http or https URLs",
                "method=PUT&callbackUrl=RAW(https://a.example/;;https://b.example/) | callbackUrl: must be 1 to 5 http or https URLs",
                "method=PUT&callbackUrl=${header.url} | callbackUrl: must not contain an expression",
                "method=PUT&callbackUrl=https://a.example/&callbackVar.Order=1 | callbackVar.NAME: must have a name of lower-case letters"
            })
    void callbackThatCannotWorkStopsTheStart(String options, String message) {
        assertThatThrownBy(() -> send("presign:demo?region=cn-hangzhou&" + KEYS + "&" + options, Map.of()))
                .rootCause()
                .hasMessageContaining(message)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void linkThatReadsHasNoCallback() throws Exception {
        context.getComponent("presign", PresignComponent.class)
                .getConfiguration()
                .setCallbackUrl("https://a.example/");

        assertThat(url("presign:demo?region=cn-hangzhou&objectKey=a&" + KEYS, Map.of()))
                .doesNotContain("callback");
    }
}
