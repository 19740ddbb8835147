// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.test.Http;
import java.io.File;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The holder of a bound link, form or plan can upload the bytes that its signer has named, and no others. */
class PresignBoundUploadTest extends PresignServerTestSupport {

    private static final int PART_SIZE = 102_400;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        OssPresignedComponent component = new OssPresignedComponent();
        component.setLocalDevelopment(true);
        context.addComponent("osspresigned", component);
        return context;
    }

    private static String md5(byte[] bytes) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    }

    private static String md5(String text) throws Exception {
        return md5(text.getBytes(UTF_8));
    }

    private PresignedLink link(String options, Map<String, Object> headers) throws Exception {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(PresignConstants.OBJECT_KEY, "a.txt");
        return send(bucketUri() + "&method=PUT" + options, all)
                .getMessage()
                .getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    private static HttpResponse<String> put(String url, Map<String, String> headers, byte[] body) throws Exception {
        HttpRequest.Builder request = Http.request(url).PUT(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return Http.send(request);
    }

    private long stored() {
        return server.requests().stream()
                .filter(request -> request.method().equals("PUT") && request.status() == 200)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&signatureVersion=V1"})
    void linkStoresTheBytesOfItsMd5Only(String options) throws Exception {
        PresignedLink link = PresignedLink.parse(context.getTypeConverter()
                .mandatoryConvertTo(
                        String.class,
                        link(
                                options,
                                Map.of(
                                        PresignConstants.CONTENT_MD5,
                                        md5("hello"),
                                        PresignConstants.UPLOAD_SIZE,
                                        "5"))));

        assertThat(link.size()).isEqualTo(5);
        assertThat(link.requiredHeaders()).containsEntry("content-md5", md5("hello"));
        assertThat(put(link.url(), link.requiredHeaders(), "jello".getBytes(UTF_8))
                        .body())
                .contains("InvalidDigest");
        assertThat(put(link.url(), Map.of("content-md5", md5("jello")), "jello".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(403);
        assertThat(put(link.url(), Map.of(), "jello".getBytes(UTF_8)).statusCode())
                .isEqualTo(403);
        assertThat(stored()).isZero();
        assertThat(put(link.url(), link.requiredHeaders(), "hello".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void uploaderSendsNoBodyOfAnotherSizeThanTheLinkSays() throws Exception {
        PresignedLink link = link("&uploadSize=5", Map.of());
        Map<String, Object> headers = Map.of(PresignConstants.LINK, link);

        assertThatThrownBy(() -> send("osspresigned:?operation=upload", headers, "hello!"))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining("body of the upload: must have 5 bytes, as the link says, had 6");
        assertThat(server.requests()).isEmpty();
        send("osspresigned:?operation=upload", headers, "hello");
        assertThat(server.objectBytes("demo", "a.txt")).asString().isEqualTo("hello");
    }

    /** A strict decoder of Base64 refuses bits after the last byte. */
    @Test
    void md5WithFurtherBitsIsRefused() {
        assertThatThrownBy(() -> link("", Map.of(PresignConstants.CONTENT_MD5, "XUFAKrxLKna5cZ2REBfFkh==")))
                .hasMessageContaining("contentMd5: must be 16 bytes in Base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {PresignConstants.CONTENT_MD5, PresignConstants.UPLOAD_SIZE})
    void valueThatIsNoTextIsRefused(String header) {
        assertThatThrownBy(() -> link("", Map.of(header, new File("XUFAKrxLKna5cZ2REBfFkg=="))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(header + ": must be text or a number, was a value of type java.io.File");
    }

    @Test
    void linkToReplaceAnObjectDoesNotHaveItsSize() throws Exception {
        put("a.txt", "an older content");

        assertThat(link("&verifyObject=true", Map.of()).size()).isNull();
        assertThat(link("&verifyObject=true&uploadSize=5", Map.of()).size()).isEqualTo(5);
    }

    @Test
    void dynamicEndpointTakesTheValuesOfTheMessage() throws Exception {
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bound")
                        .toD(bucketUri() + "&method=PUT&objectKey=a.txt&uploadSize=${header.length}"
                                + "&contentMd5=RAW(${header.md5})");
            }
        });
        int endpoints = context.getEndpoints().size();
        for (String text : List.of("a", "bb", "ccc")) {
            Message message = send("direct:bound", Map.of("length", text.length(), "md5", md5(text)))
                    .getMessage();
            PresignedLink link = message.getHeader(PresignConstants.LINK, PresignedLink.class);
            assertThat(link.size()).isEqualTo(text.length());
            assertThat(link.requiredHeaders()).containsEntry("content-md5", md5(text));
            assertThat(message.getHeaders()).doesNotContainKey(PresignConstants.CONTENT_MD5);
        }
        assertThat(context.getEndpoints()).hasSize(endpoints + 1);
    }

    @ParameterizedTest
    @CsvSource({"hello, 204", "hell, 400", "hello!, 400"})
    @SuppressWarnings("unchecked")
    void formStoresAFileOfItsSizeOnly(String content, int status) throws Exception {
        Message form = send(
                        bucketUri() + "&operation=postPolicy&method=POST&maxUploadSize=10",
                        Map.of(PresignConstants.OBJECT_KEY, "a.txt", PresignConstants.UPLOAD_SIZE, 5))
                .getMessage();
        Map<String, String> fields = form.getHeader(PresignConstants.FORM_FIELDS, Map.class);
        String url = form.getHeader(PresignConstants.URL, String.class);

        assertThat(Http.send(Http.form(url, fields, content)).statusCode()).isEqualTo(status);
    }

    @Test
    void partsOfAPlanHaveTheirMd5() throws Exception {
        byte[] content = new byte[PART_SIZE + 5];
        content[PART_SIZE] = 1;
        String md5 = md5(Arrays.copyOf(content, PART_SIZE)) + ","
                + md5(Arrays.copyOfRange(content, PART_SIZE, content.length));
        Map<String, Object> headers = Map.of(
                PresignConstants.OBJECT_KEY,
                "a.bin",
                PresignConstants.UPLOAD_SIZE,
                content.length,
                PresignConstants.CONTENT_MD5,
                md5);
        PresignedUpload plan = send(bucketUri() + "&operation=multipart&partSize=" + PART_SIZE, headers)
                .getMessage()
                .getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
        PresignedPart second = plan.parts().get(1);

        assertThat(put(second.url(), second.requiredHeaders(), "other".getBytes(UTF_8))
                        .body())
                .contains("InvalidDigest");
        assertThat(put(second.url(), Map.of(), "other".getBytes(UTF_8)).statusCode())
                .isEqualTo(403);
        byte[] other = content.clone();
        other[3] = 1;
        assertThatThrownBy(() -> send("osspresigned:?operation=upload", Map.of(PresignConstants.UPLOAD, plan), other))
                .hasMessageContaining("InvalidDigest");
        send("osspresigned:?operation=upload", Map.of(PresignConstants.UPLOAD, plan), content);
        assertThat(server.objectBytes("demo", "a.bin")).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contentMd5=RAW(XUFAKrxLKna5cZ2REBfFkg==) | contentMd5: must be used with operation=multipart or method=PUT",
                "uploadSize=5 | uploadSize: must be used with operation=postPolicy or operation=multipart or method=PUT",
                "method=PUT&contentMd5=5d41402abc4b2a76b9719d911017c592 | contentMd5: must be 16 bytes in Base64",
                "method=PUT&contentMd5=RAW(XUFAKrxLKna5cZ2REBfFkg==,XUFAKrxLKna5cZ2REBfFkg==) | contentMd5: must be one MD5 for a link, was 2",
                "method=PUT&uploadSize=5x | uploadSize: must be",
                "operation=postPolicy&method=POST&maxUploadSize=4&uploadSize=5 | uploadSize: must be minUploadSize to maxUploadSize, 0 to 4 bytes, was 5"
            })
    void boundThatCannotHoldStopsTheStart(String options, String message) {
        assertThatThrownBy(() -> send("presign:demo?region=cn-hangzhou&" + KEYS + "&" + options, Map.of()))
                .rootCause()
                .hasMessageContaining(message);
    }

    @Test
    void planNeedsTheMd5OfEachPart() {
        Map<String, Object> headers =
                Map.of(PresignConstants.OBJECT_KEY, "a.bin", PresignConstants.UPLOAD_SIZE, PART_SIZE + 1);

        assertThatThrownBy(() -> send(
                        bucketUri() + "&operation=multipart&partSize=" + PART_SIZE
                                + "&contentMd5=RAW(XUFAKrxLKna5cZ2REBfFkg==)",
                        headers))
                .hasMessage("contentMd5: must be the MD5 of each part up to 2, was that of 1");
        assertThat(server.requests()).as("no upload is left open").isEmpty();
    }
}
