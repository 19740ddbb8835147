// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.wire.Response;
import io.github.osspresign.transfer.wire.Responses;
import java.time.Duration;
import java.time.Instant;

/** Headers of a response: a range, a wait, a date, an entity tag, whatever a server writes into them. */
class ResponseHeadersFuzzTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final LinkAddress ADDRESS = new LinkAddress("https", "example.com", 443, "/key");
    private static final PresignedLink LINK = PresignedLink.of("https://bucket.oss-cn-hangzhou.aliyuncs.com/key");

    @FuzzTest
    void value(byte[] bytes) {
        String value = new String(bytes, ISO_8859_1);
        ExceptionFactory failures = new ExceptionFactory(false, LINK, LINK, Progress.NONE);
        Response response = Responses.of(
                206,
                new byte[0],
                "Content-Range",
                value,
                "Retry-After",
                value,
                "Date",
                value,
                "ETag",
                value,
                "Last-Modified",
                value,
                "x-oss-meta-name",
                value);

        requireRangeThatWasAskedFor(response, failures);
        Duration wait = RetryAfter.parse(value, NOW);
        if (wait != null) {
            assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(1));
        }
        HttpDate.of(response);
        StrongValidator validator = StrongValidator.of(response, 10, ADDRESS);
        if (validator != null) {
            assertThat(validator.etag()).isNotEmpty();
        }
    }

    private static void requireRangeThatWasAskedFor(Response response, ExceptionFactory failures) {
        ByteRange asked = new ByteRange(5, 99);
        try {
            ContentRange range = ContentRange.require(response, asked);
            assertThat(range.bytes().first()).isEqualTo(asked.first());
            assertThat(range.bytes().last()).isBetween(asked.first(), asked.last());
            assertThat(range.total()).isGreaterThan(range.bytes().last());
        } catch (PlainFailure e) {
            OssPresignException told = e.in(failures);
            assertThat(told.getMessage().length()).isLessThan(1000);
            assertThat(told).message().doesNotContainPattern("\\p{Cc}");
        }
    }
}
