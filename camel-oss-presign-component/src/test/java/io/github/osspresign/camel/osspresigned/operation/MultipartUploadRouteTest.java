// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.test.PlanDocuments;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The producer uploads the body of a message in parts by the plan in a header. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MultipartUploadRouteTest extends OssPresignedTestSupport {

    private static final String KEY = "dir/发票 2026+1.bin";
    private static final String UPLOAD = "osspresigned:?operation=upload&maxAttempts=2&backoffInitial=1ms&" + LOCAL;
    private static final int PART = PlanDocuments.PART_SIZE;

    private final List<TransferStatus> progress = Collections.synchronizedList(new ArrayList<>());
    private final List<TransferEnd> ends = new ArrayList<>();
    private final PlanDocuments plans = new PlanDocuments(server, BUCKET, clock);
    private final byte[] content = new byte[12 * PART + 5];

    @BeforeEach
    void fillContent() {
        new Random(1).nextBytes(content);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("seen", new TransferListener() {
            @Override
            public void progress(TransferStatus seen) {
                progress.add(seen);
            }

            @Override
            public void finished(TransferEnd end) {
                ends.add(end);
            }
        });
        return context;
    }

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:redelivered")
                .streamCache("false")
                .errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(1))
                .to(UPLOAD);
        routes.from("direct:renew").process(exchange -> {
            PresignedLink ended = PresignedLink.parse(exchange.getMessage().getBody(String.class));
            assertThat(exchange.getMessage().getHeader("CamelPresignMethod")).isEqualTo(ended.method());
            PresignedLink fresh =
                    PresignedLink.parse(plans.renewed(ended.method(), KEY, ended.url(), ended.requiredHeaders()));
            // A plain URL is for the method of the expired link, and shows no required headers.
            exchange.getMessage().setBody(fresh.requiredHeaders().isEmpty() ? fresh.url() : fresh);
        });
    }

    private PresignedUpload plan() throws Exception {
        return PresignedUpload.parse(plans.open(KEY, (long) content.length));
    }

    private Message upload(Object plan, Object body) throws Exception {
        return upload(UPLOAD, plan, body);
    }

    private Message upload(String uri, Object plan, Object body) throws Exception {
        return send(uri, body, Map.of("CamelPresignUpload", plan)).getMessage();
    }

    private Path file() throws Exception {
        return Files.write(directory.resolve("upload.bin"), content);
    }

    private void assertUploaded() {
        assertThat(Arrays.equals(server.objectBytes(BUCKET, KEY), content)).isTrue();
    }

    private long count(String method) {
        return server.requests().stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    @Test
    void uploadsFileByPlan() throws Exception {
        PresignedUpload plan = plan();
        File body = file().toFile();
        Exchange exchange = send(UPLOAD + "&transferListener=#seen", body, Map.of("CamelPresignUpload", plan));
        assertUploaded();
        assertThat(count("PUT")).isEqualTo(13);
        Message message = exchange.getMessage();
        assertThat(message.getBody()).isSameAs(body);
        assertThat(message.getHeaders())
                .doesNotContainKey("CamelPresignUpload")
                .containsEntry("CamelOssPresignedVerified", "crc64")
                .containsEntry("CamelOssPresignedAttempts", 1)
                .containsEntry("CamelOssPresignedResumedBytes", 0L)
                .containsKeys(
                        "CamelOssPresignedETag",
                        "CamelOssPresignedCrc64",
                        "CamelOssPresignedRequestId",
                        "CamelOssPresignedDuration",
                        "CamelPresignUrlMasked");
        assertThat(progress).extracting(TransferStatus::bytes).isSorted().endsWith((long) content.length);
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.UPLOADED);
            assertThat(end.object().fileName()).isEqualTo(KEY);
            assertThat(end.object().length()).isEqualTo(content.length);
        });
    }

    @Test
    void planOfPresignIsUploadedAndRenewed() throws Exception {
        File body = file().toFile();
        upload(planOfPresign(body), body);
        assertUploaded();

        PresignedUpload expired = planOfPresign(body);
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> upload(expired, body)).isInstanceOf(LinkExpiredException.class);
        Message renewed = upload(UPLOAD + "&refreshUri=RAW(presign:demo?method=PUT)", expired, body);
        assertThat(renewed.getHeader("CamelOssPresignedVerified")).isEqualTo("crc64");
        assertThat(renewed.getHeader("CamelOssPresignedResumedBytes")).isEqualTo(0L);
    }

    /** Returns the plan of an upload that is open already: the client that opens one knows no clock of a test. */
    private PresignedUpload planOfPresign(File body) throws Exception {
        Map<String, Object> headers = Map.of("CamelPresignObjectKey", KEY, "CamelPresignUploadId", plans.initiate(KEY));
        return send("presign:demo?operation=multipart&expiration=1m&partSize=102400", body, headers)
                .getMessage()
                .getHeader("CamelPresignUpload", PresignedUpload.class);
    }

    @Test
    void readsPlanInEachForm() throws Exception {
        for (String form : List.of("text", "bytes", "stream", "file", "path")) {
            PresignedUpload plan = plan();
            byte[] json = context.getTypeConverter().mandatoryConvertTo(byte[].class, plan);
            Path file = Files.write(directory.resolve("plan.json"), json);
            Object value = switch (form) {
                case "text" -> new String(json, UTF_8);
                case "bytes" -> json;
                case "stream" -> new ByteArrayInputStream(json);
                case "file" -> file.toFile();
                default -> file;
            };
            upload(value, content);
            assertUploaded();
        }
    }

    @Test
    void refusesInvalidPlanWithoutShowingOrFetchingIt() throws Exception {
        for (Object invalid : List.of(
                5,
                "{\"uploadId\":\"SECRET\"}",
                "SECRET",
                List.of(),
                server.endpoint().toURL())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> upload(invalid, content))
                    .withMessageNotContaining("SECRET");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void uploadsEachTypeOfBody() throws Exception {
        Files.write(directory.resolve("upload.bin"), content);
        try (CachedOutputStream cached =
                new CachedOutputStream(context.getEndpoint("direct:renew").createExchange())) {
            cached.write(content);
            for (Object body : List.of(
                    content,
                    directory.resolve("upload.bin"),
                    new ByteArrayInputStream(content),
                    cached.newStreamCache())) {
                upload(plan(), body);
                assertUploaded();
            }
            upload(plans.open(KEY, 100), new ByteArrayInputStream(content));
            assertUploaded();
        }
    }

    @Test
    void streamIsNotReadFarAheadOfItsParts() throws Exception {
        long[] read = {0};
        InputStream counting = new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws java.io.IOException {
                int count = super.read(bytes, offset, length);
                read[0] += Math.max(count, 0);
                return count;
            }
        };
        server.injectAlways(new Fault.StatusError(403, "AccessDenied", "no"));
        String plan = plans.plan(KEY, "00000000000000000000000000000000", null, 100);
        assertThatThrownBy(() -> upload(UPLOAD + "&parallelism=2", plan, counting))
                .isInstanceOf(LinkRejectedException.class);
        assertThat(read[0]).isPositive().isLessThanOrEqualTo(3L * PART);
    }

    @Test
    void sameMessageContinuesTheUpload() throws Exception {
        PresignedUpload plan = plan();
        File body = file().toFile();
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no"),
                1,
                request -> request.target().contains("partNumber=13&"));
        assertThatThrownBy(() -> upload(UPLOAD + "&parallelism=1", plan, body))
                .isInstanceOf(LinkRejectedException.class);
        assertThat(count("DELETE")).isZero();
        Message resumed = upload(plan, body);
        assertUploaded();
        assertThat(resumed.getHeader("CamelOssPresignedResumedBytes")).isEqualTo(12L * PART);
        assertThat(count("PUT")).isEqualTo(14);
        Message again = upload(plan, body);
        assertThat(again.getHeader("CamelOssPresignedResumedBytes")).isEqualTo((long) content.length);
    }

    /** A stream of unknown length that is read would be the end of the object. */
    @Test
    void redeliveredStreamDoesNotReplaceStoredPartsByAnEmptyOne() throws Exception {
        String plan = plans.open(KEY, 100);
        long posts = count("POST");
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no"),
                1,
                request -> request.target().contains("partNumber=2&"));

        assertThatThrownBy(() -> send(
                        "direct:redelivered", new ByteArrayInputStream(content), Map.of("CamelPresignUpload", plan)))
                .hasStackTraceContaining("an earlier upload has read it");

        assertThat(count("POST")).isEqualTo(posts);
    }

    @Test
    void cachedStreamIsComparedWithTheObjectOfAnUploadThatHasEnded() throws Exception {
        PresignedUpload plan = plan();
        upload(plan, content);
        try (CachedOutputStream cached =
                new CachedOutputStream(context.getEndpoint("direct:renew").createExchange())) {
            cached.write(content);
            Message again = upload(plan, cached.newStreamCache());
            assertThat(again.getHeader("CamelOssPresignedResumedBytes")).isEqualTo((long) content.length);
        }
        assertThatThrownBy(() -> upload(plan, new ByteArrayInputStream(content)))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("upload has ended: it was completed or aborted; request a new plan (");
    }

    @Test
    void abortsFailedUploadIfAsked() throws Exception {
        PresignedUpload plan = plan();
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no"),
                1,
                request -> request.target().contains("partNumber=2&"));
        assertThatThrownBy(() -> upload(UPLOAD + "&abortOnFailure=true", plan, content))
                .isInstanceOf(LinkRejectedException.class);
        assertThat(server.requests()).extracting(RecordedRequest::method).contains("DELETE");
    }

    @Test
    void expiredLinksAreRenewed() throws Exception {
        plans.lifetime(Duration.ofMinutes(1));
        PresignedUpload plan = plan();
        clock.advance(Duration.ofMinutes(2));
        String renewing = UPLOAD + "&refreshUri=direct:renew&refreshPrefixes=demo/dir/";
        upload(renewing, plan, content);
        assertUploaded();
    }

    @Test
    void textOfPlanInHeaderIsMasked() throws Exception {
        PresignedUpload plan = plan();
        Exchange exchange = context.getEndpoint("direct:renew").createExchange();
        exchange.getMessage().setHeader("CamelPresignUpload", plan);
        assertThat(exchange.getMessage().getHeader("CamelPresignUpload", String.class))
                .doesNotContain(plan.uploadId())
                .doesNotContainPattern("signature=[0-9a-f]");
        exchange.getMessage().setBody(plan);
        String json = exchange.getMessage().getBody(String.class);
        PresignedUpload read = context.getTypeConverter().mandatoryConvertTo(PresignedUpload.class, json);
        assertThat(read.parts()).isEqualTo(plan.parts());
    }
}
