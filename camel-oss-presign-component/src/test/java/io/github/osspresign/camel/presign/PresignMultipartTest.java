// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan lets anybody with a plain HTTP client upload one object in parts, and nothing else. */
class PresignMultipartTest extends PresignServerTestSupport {

    private static final String KEY = "dir/a b+中.bin";
    private static final int PART_SIZE = 102_400;

    private final byte[] content = bytes(250_000);

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    private Message message(String options, Map<String, Object> headers) throws Exception {
        return send(bucketUri() + "&operation=multipart" + options, headers).getMessage();
    }

    private PresignedUpload plan(String options) throws Exception {
        return plan(options, Map.of(PresignConstants.UPLOAD_SIZE, content.length));
    }

    private PresignedUpload plan(String options, Map<String, Object> headers) throws Exception {
        Map<String, Object> all = new HashMap<>(headers);
        all.putIfAbsent(PresignConstants.OBJECT_KEY, KEY);
        return message("&partSize=" + PART_SIZE + options, all)
                .getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
    }

    private static HttpResponse<String> send(PresignedLink link, BodyPublisher body) throws Exception {
        HttpRequest.Builder request = Http.request(link.url()).method(link.method(), body);
        link.requiredHeaders().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("host")) {
                request.header(name, value);
            }
        });
        return Http.send(request);
    }

    private static HttpResponse<String> send(PresignedLink link) throws Exception {
        return send(link, BodyPublishers.noBody());
    }

    /** Uploads the parts in the reverse order, and returns the document that completes the upload. */
    private String uploadParts(PresignedUpload plan) throws Exception {
        String completion = "";
        for (int i = plan.parts().size() - 1; i >= 0; i--) {
            PresignedPart part = plan.parts().get(i);
            int offset = (part.number() - 1) * PART_SIZE;
            int length = Math.min(PART_SIZE, content.length - offset);
            HttpResponse<String> stored = send(plan.link(part), BodyPublishers.ofByteArray(content, offset, length));
            assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
            completion = "<Part><PartNumber>" + part.number() + "</PartNumber><ETag>"
                    + stored.headers().firstValue("ETag").orElseThrow() + "</ETag></Part>" + completion;
        }
        return "<CompleteMultipartUpload>" + completion + "</CompleteMultipartUpload>";
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void plainHttpClientUploadsAnObjectWithThePlan(String version) throws Exception {
        PresignedUpload plan = plan("&signatureVersion=" + version);

        assertThat(plan.parts()).extracting(PresignedPart::number).containsExactly(1, 2, 3);
        String completion = uploadParts(plan);
        HttpResponse<String> listed = send(plan.list().get(0));
        assertThat(listed.body()).contains("<PartNumber>3</PartNumber>", "<Size>45200</Size>");
        HttpResponse<String> completed = send(plan.complete(), BodyPublishers.ofString(completion));

        assertThat(completed.statusCode()).as(completed.body()).isEqualTo(200);
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(content);
        HttpResponse<String> object = send(plan.object());
        assertThat(object.statusCode()).isEqualTo(200);
        assertThat(object.headers().firstValue("Content-Length")).hasValue("250000");
    }

    @Test
    void abortLinkEndsTheUpload() throws Exception {
        PresignedUpload plan = plan("");

        assertThat(send(plan.abort()).statusCode()).isEqualTo(204);

        assertThat(send(plan.link(plan.parts().get(0)), BodyPublishers.ofString("x"))
                        .body())
                .contains("<Code>NoSuchUpload</Code>");
    }

    @Test
    void objectGetsTheHeadersOfTheOptions() throws Exception {
        PresignedUpload plan = plan("&header.Content-Type=application/pdf&header.Content-Disposition=inline"
                + "&header.x-oss-meta-from=route&header.x-oss-storage-class=IA");

        send(plan.complete(), BodyPublishers.ofString(uploadParts(plan)));

        try (OSSClient client = client()) {
            HeadObjectResult head = client.headObject(
                    HeadObjectRequest.newBuilder().bucket("demo").key(KEY).build());
            assertThat(head.contentType()).isEqualTo("application/pdf");
            assertThat(head.contentDisposition()).isEqualTo("inline");
            assertThat(head.metadata()).containsEntry("from", "route");
            assertThat(head.storageClass()).isEqualTo("IA");
        }
    }

    @Test
    void completionCannotOverwriteIfThatIsForbidden() throws Exception {
        PresignedUpload plan = plan("&header.x-oss-forbid-overwrite=true");
        String completion = uploadParts(plan);
        put(KEY, "another object");

        HttpResponse<String> completed = send(plan.complete(), BodyPublishers.ofString(completion));

        assertThat(completed.statusCode()).isEqualTo(409);
        assertThat(new String(server.objectBytes("demo", KEY), UTF_8)).isEqualTo("another object");
        PresignedLink without = PresignedLink.builder(plan.complete().url())
                .method("POST")
                .requiredHeaders(Map.of("content-type", "application/xml"))
                .build();
        assertThat(send(without, BodyPublishers.ofString(completion)).body()).contains("SignatureDoesNotMatch");
    }

    @Test
    void linkOfAPartAllowsNeitherAnotherPartNorAnotherMethod() throws Exception {
        PresignedUpload plan = plan("");
        String url = plan.parts().get(0).url();

        for (PresignedLink changed : new PresignedLink[] {
            link(url.replace("partNumber=1", "partNumber=2"), "PUT"),
            link(url.replace(plan.uploadId(), "0004B9895DBBB6EC98E36"), "PUT"),
            link(url, "DELETE"),
            link(url, "GET")
        }) {
            assertThat(send(changed).body()).contains("<Code>SignatureDoesNotMatch</Code>");
        }
    }

    private static PresignedLink link(String url, String method) {
        return PresignedLink.builder(url).method(method).build();
    }

    @Test
    void openUploadGetsMoreLinks() throws Exception {
        PresignedUpload first =
                plan("", Map.of(PresignConstants.UPLOAD_SIZE, content.length, PresignConstants.UPLOAD_PARTS, "1"));
        PresignedUpload rest = plan(
                "",
                Map.of(
                        PresignConstants.UPLOAD_SIZE,
                        content.length,
                        PresignConstants.UPLOAD_ID,
                        first.uploadId(),
                        PresignConstants.UPLOAD_PARTS,
                        "2-3"));

        assertThat(rest.uploadId()).isEqualTo(first.uploadId());
        assertThat(rest.parts()).extracting(PresignedPart::number).containsExactly(2, 3);
        String completion = uploadParts(first) + uploadParts(rest);
        send(
                rest.complete(),
                BodyPublishers.ofString(completion.replace("</CompleteMultipartUpload><CompleteMultipartUpload>", "")));
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(content);
    }

    @Test
    void fileInTheBodyGivesSizeAndKey(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("film.bin"), content);

        Exchange exchange = template.request(bucketUri() + "&operation=multipart", request -> {
            request.getMessage().setBody(file.toFile());
            request.getMessage().setHeader(Exchange.FILE_NAME, "film.bin");
        });

        assertThat(exchange.getException()).isNull();
        PresignedUpload plan = exchange.getMessage().getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
        assertThat(plan.key()).isEqualTo("film.bin");
        assertThat(plan.size()).isEqualTo(250_000);
        assertThat(plan.partSize()).isEqualTo(8 * 1024 * 1024);
        assertThat(plan.parts()).hasSize(1);
        assertThat(exchange.getMessage().getBody()).isEqualTo(file.toFile());
    }

    @Test
    void sizeOfTheOptionHoldsUnlessTheHeaderSetsOne() throws Exception {
        assertThat(plan("&uploadSize=7", Map.of()).size()).isEqualTo(7);
        assertThat(plan("&uploadSize=7", Map.of(PresignConstants.UPLOAD_SIZE, 8L))
                        .size())
                .isEqualTo(8);
        assertThat(plan("&uploadSize=7MB", Map.of()).size()).isEqualTo(7 * 1024 * 1024);
        assertThat(plan("&uploadSize=7MB", Map.of(PresignConstants.UPLOAD_SIZE, "8 MB"))
                        .size())
                .isEqualTo(8 * 1024 * 1024);
    }

    @Test
    void sizeMustBeANumberOrText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> failing("&objectKey=a.bin", Map.of(PresignConstants.UPLOAD_SIZE, new byte[] {5})))
                .withMessage("CamelPresignUploadSize: must be text or a number, was a value of type byte[]");
    }

    @Test
    void parametersThatHoldForEveryRequestAreInTheirLinks() throws Exception {
        PresignedUpload plan = plan(
                "&trafficLimit=819200&query.x-oss-request-payer=requester",
                Map.of(PresignConstants.UPLOAD_SIZE, 5, PresignConstants.UPLOAD_ID, "0004"));

        assertThat(plan.parts().get(0).url()).contains("x-oss-traffic-limit=819200", "x-oss-request-payer=requester");
        for (PresignedLink link : List.of(plan.list().get(0), plan.complete(), plan.abort(), plan.object())) {
            assertThat(link.url()).contains("x-oss-request-payer=requester").doesNotContain("traffic-limit");
        }
    }

    @Test
    void requesterAlsoPaysForTheOpeningOfTheUpload() throws Exception {
        plan("&query.x-oss-request-payer=requester");

        assertThat(server.requests())
                .singleElement()
                .extracting(request -> request.headers().get("x-oss-request-payer"))
                .isEqualTo(List.of("requester"));
    }

    @Test
    void sizeMayBeUnknownIfPartsAreNamed() throws Exception {
        PresignedUpload plan = plan("", Map.of(PresignConstants.UPLOAD_PARTS, "1-2500"));

        assertThat(plan.size()).isNull();
        assertThat(plan.parts()).hasSize(2_500);
        assertThat(plan.list()).hasSize(3);
        assertThat(send(plan.list().get(2)).body())
                .contains("<PartNumberMarker>2000</PartNumberMarker>", "<MaxParts>1000</MaxParts>");
    }

    @Test
    void bodyHoldsThePlanAsJsonThatCanBeReadAgain() throws Exception {
        Message message = message(
                "&objectKey=a.bin&output=body&partSize=" + PART_SIZE,
                Map.of(PresignConstants.UPLOAD_SIZE, content.length));

        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo(PresignedUpload.MEDIA_TYPE);
        assertThat(message.getHeader(PresignConstants.UPLOAD)).isNull();
        StreamCache body = message.getBody(StreamCache.class);
        String first = message.getBody(String.class);
        body.reset();
        byte[] second = message.getBody(byte[].class);
        assertThat(new String(second, UTF_8)).isEqualTo(first);
        PresignedUpload plan = PresignedUpload.parse(first);
        send(plan.complete(), BodyPublishers.ofString(uploadParts(plan)));
        assertThat(server.objectBytes("demo", "a.bin")).isEqualTo(content);
    }

    @Test
    void planShowsItsRealExpiryAndWhatDeterminesIt() throws Exception {
        Instant now = Instant.parse("2026-03-01T10:00:00.900Z");
        context.getComponent("presign", PresignComponent.class).setClock(Clock.fixed(now, ZoneOffset.UTC));

        Message message = message(
                "&objectKey=a.bin&expiration=7d&sessionToken=token",
                Map.of(PresignConstants.UPLOAD_SIZE, 5, PresignConstants.UPLOAD_ID, "0004"));

        PresignedUpload plan = message.getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
        assertThat(plan.expiresAt())
                .isEqualTo(Instant.parse("2026-03-01T22:00:00Z"))
                .isEqualTo(message.getHeader(PresignConstants.EXPIRES_AT));
        assertThat(message.getHeader(PresignConstants.LIFETIME_LIMIT)).isEqualTo("protocol");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "&partSize=1KB | 5 | partSize: must be 102400 bytes (100 KiB) to 5368709120 bytes (5 GiB), was 1024",
                "&partSize=102400 | 1024000001 | partSize: must be at least 102401 bytes",
                "'' | 50TB | CamelPresignUploadSize: must be 0 to 53687091200000 bytes",
                "&uploadSize=8388607TB | '' | uploadSize: must be 0 to 53687091200000 bytes",
                "'' | -1 | CamelPresignUploadSize: must be a size in bytes or with a unit, such as 10MB, was '-1'",
                "'' | many | CamelPresignUploadSize: must be a size in bytes or with a unit, such as 10MB, was 'many'",
                "'' | '' | upload size: not set; set the header CamelPresignUploadSize",
            })
    void wrongSizeIsRefusedWithItsLimits(String options, String size, String message) {
        Map<String, Object> headers = size.equals("''") ? Map.of() : Map.of(PresignConstants.UPLOAD_SIZE, size);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> failing("&objectKey=a.bin" + options.replace("''", ""), headers))
                .withMessageStartingWith(message);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "2-1", "1-4", "a", "1,,2", "", "99999999", "1-2-3"})
    void wrongPartNumbersAreRefused(String parts) {
        Map<String, Object> headers =
                Map.of(PresignConstants.UPLOAD_SIZE, content.length, PresignConstants.UPLOAD_PARTS, parts);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> failing("&objectKey=a.bin&partSize=" + PART_SIZE, headers))
                .withMessageStartingWith(
                        "CamelPresignUploadParts: must be part numbers from 1 to 3, the number of parts"
                                + " for this size, such as 3,7-9, was '");
    }

    static List<String> wrongUploadIds() {
        return List.of("", " ", "a b", "a\r\nb", "\u00fc", "a".repeat(1_025));
    }

    @ParameterizedTest
    @MethodSource("wrongUploadIds")
    void wrongUploadIdIsRefused(String id) {
        Map<String, Object> headers =
                Map.of(PresignConstants.UPLOAD_SIZE, content.length, PresignConstants.UPLOAD_ID, id);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> failing("&objectKey=a.bin", headers))
                .withMessage("CamelPresignUploadId: must be 1 to 1024 characters of printable ASCII without spaces,"
                        + " was another text of " + id.length() + " characters");
    }

    @Test
    void longListOfPartNumbersIsRefused() {
        Map<String, Object> headers = Map.of(
                PresignConstants.UPLOAD_SIZE,
                content.length,
                PresignConstants.UPLOAD_PARTS,
                "1,".repeat(1_000_000) + "1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> failing("&objectKey=a.bin", headers))
                .withMessage("CamelPresignUploadParts: must be at most 65536 characters, was 2000001 characters");
    }

    @ParameterizedTest
    @CsvSource({"GET, bucket-key", "'PUT,GET', other/key"})
    void policyHoldsBeforeAnUploadIsOpened(String methods, String key) {
        PresignComponent component = context.getComponent("presign", PresignComponent.class);
        component.setAllowedMethods(methods);
        component.setAllowedKeyPrefixes("bucket-");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> failing("", Map.of(PresignConstants.UPLOAD_SIZE, 5, PresignConstants.OBJECT_KEY, key)))
                .withMessageContaining("allowed");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusalOfTheServiceIsNamed() {
        context.getComponent("presign", PresignComponent.class).setAllowedBuckets("*");

        assertThatThrownBy(() -> plan(
                        "", Map.of(PresignConstants.UPLOAD_SIZE, 5, PresignConstants.BUCKET_NAME, "missing-bucket")))
                .isInstanceOf(ServiceCallException.class)
                .hasMessageContainingAll("multipart of missing-bucket/" + KEY, "404", "NoSuchBucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<InitiateMultipartUploadResult></InitiateMultipartUploadResult>",
                "<InitiateMultipartUploadResult><UploadId></UploadId></InitiateMultipartUploadResult>"
            })
    void responseWithoutUploadIdIsNamed(String body) throws Exception {
        try (ScriptedServer service =
                new ScriptedServer(ScriptedResponse.ok(body).with("x-oss-request-id", "65F1"))) {
            String uri = "presign:demo?region=cn-hangzhou&endpoint=http://127.0.0.1:" + service.port() + "&" + KEYS
                    + "&operation=multipart";

            assertThatThrownBy(() -> send(
                            uri,
                            Map.of(PresignConstants.OBJECT_KEY, KEY, PresignConstants.UPLOAD_SIZE, content.length)))
                    .isInstanceOfSatisfying(
                            ServiceCallException.class,
                            failure -> assertThat(failure.requestId()).isEqualTo("65F1"))
                    .hasMessageStartingWith(
                            "multipart of demo/" + KEY + " failed: 'the response has no upload id' (HTTP 200, ");
        }
    }

    @Test
    void everyLinkOfThePlanCanBeRenewed() throws Exception {
        PresignedUpload plan = plan("");

        for (PresignedLink old :
                new PresignedLink[] {plan.link(plan.parts().get(1)), plan.list().get(0), plan.complete(), plan.abort()
                }) {
            Exchange exchange = template.request(
                    bucketUri() + "&method=PUT&expiration=2h",
                    request -> new RenewalRequest(
                                    old, context.getEndpoint(bucketUri() + "&method=PUT&expiration=2h"), true)
                            .setOn(request));

            assertThat(exchange.getException()).isNull();
            PresignedLink fresh = exchange.getMessage().getHeader(PresignConstants.LINK, PresignedLink.class);
            assertThat(fresh.method()).isEqualTo(old.method());
            assertThat(fresh.isRenewalOf(old)).isTrue();
            assertThat(fresh.url()).contains("uploadId=" + plan.uploadId()).isNotEqualTo(old.url());
        }
    }

    @Test
    void uploadLinksAreNotRenewedWhereUploadsAreNotAllowed() throws Exception {
        PresignedLink list = plan("").list().get(0);

        Exchange exchange = template.request(
                bucketUri(),
                request -> new RenewalRequest(list, context.getEndpoint(bucketUri()), true).setOn(request));

        assertThat(exchange.getException()).hasMessageContaining("method: must be one of the methods");
    }

    /** Sends a message that must fail, and throws the first cause that is an invalid argument. */
    private void failing(String options, Map<String, Object> headers) throws Throwable {
        Throwable failure = catchThrowable(() -> send(bucketUri() + "&operation=multipart" + options, headers));
        while (!(failure instanceof IllegalArgumentException) && failure.getCause() != null) {
            failure = failure.getCause();
        }
        throw failure;
    }
}
