// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.ThrottledException;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A route gets its file despite network failures, a busy service and links that expire early. */
class OssPresignedResilienceTest extends OssPresignedTestSupport {

    private static final String KEY = "dir/object.bin";
    private static final int SIZE = 3_000_000;

    private final byte[] content = new byte[SIZE];

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:redelivered")
                .errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1))
                .to(osspresigned("&maxAttempts=1&fileName=object.bin"));
        routes.from("direct:renew").process(exchange -> {
            assertThat(exchange.getMessage().getHeaders())
                    .containsOnlyKeys("CamelPresignBucketName", "CamelPresignObjectKey", "Content-Type");
            exchange.getMessage().setBody(link(exchange.getMessage().getHeader("CamelPresignObjectKey", String.class)));
        });
        routes.from("direct:failing").throwException(IllegalStateException.class, "out of order");
    }

    private String stored() {
        new Random(5).nextBytes(content);
        server.putObject(BUCKET, KEY, content);
        return link(KEY);
    }

    @Test
    void redeliveryOfTheRouteResumes() {
        String url = stored();
        server.inject(new Fault.CutBodyAfter(1_200_000), 2);

        Exchange result = template.request(
                "direct:redelivered", exchange -> exchange.getMessage().setBody(url));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody(File.class)).hasBinaryContent(content);
        assertThat(result.getMessage().getHeader(OssPresignedConstants.RESUMED_BYTES))
                .isEqualTo(2_400_000L);
        assertThat(filesIn(inbox())).containsExactly("object.bin");
    }

    @Test
    void downloadsLargeObjectInRanges() throws Exception {
        Exchange result = send(osspresigned("&partSize=500KB&parallelism=3"), stored(), Map.of());

        assertThat(result.getMessage().getBody(File.class)).hasBinaryContent(content);
        assertThat(result.getMessage().getHeader(OssPresignedConstants.VERIFIED))
                .isEqualTo("crc64");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void maxBytesPerSecondLimitsTheSpeed() throws Exception {
        String url = stored();
        long before = System.nanoTime();

        send(osspresigned("&maxBytesPerSecond=30000KB"), url, Map.of());

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(90));
    }

    @Test
    void doesNotWaitLongerThanTheLimits() {
        String url = stored();
        Map.of("", "61", "&transferTimeout=29s", "30").forEach((options, seconds) -> {
            server.inject(new Fault.StatusError(503, "ServiceUnavailable", "no", Map.of("Retry-After", seconds)));
            assertThatThrownBy(() -> send(osspresigned(options), url, Map.of())).isInstanceOf(ThrottledException.class);
        });
    }

    @Test
    void routeRenewsLinkAndDownloadResumes() throws Exception {
        String url = stored();
        server.inject(new Fault.CutBodyAfter(1_000_000));
        server.inject(new Fault.ExpiredEarly());

        Exchange result = send(
                osspresigned("&parallelism=1&backoffInitial=1ms&refreshUri=direct:renew&refreshPrefixes=demo/dir/"),
                url,
                Map.of("order", "4711"));

        assertThat(result.getMessage().getBody(File.class)).hasBinaryContent(content);
        assertThat(server.requests().get(2).headers().get("Range")).containsExactly("bytes=1000000-2999999");
        assertThat(result.getMessage().getHeader("order")).isEqualTo("4711");
    }

    @Test
    void failedRenewalFailsTheDownload() {
        String url = stored();
        clock.advance(Duration.ofHours(2));

        DownloadFailedException failure = catchThrowableOfType(
                DownloadFailedException.class, () -> send(osspresigned("&refreshUri=direct:failing"), url, Map.of()));

        assertThat(failure)
                .hasMessageContaining("request for a new link to direct://failing failed")
                .hasRootCauseMessage("out of order");
    }
}
