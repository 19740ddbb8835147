// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.transfer.DevServerTestSupport;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that may succeed are repeated within limits; all other failures are final. */
class RetryTest extends DevServerTestSupport {

    static Stream<Fault> passing() {
        return Stream.of(
                new Fault.StatusError(500, "InternalError", "no"),
                new Fault.StatusError(502, "BadGateway", "no"),
                new Fault.StatusError(503, "TotalQpsLimitExceeded", "no"),
                new Fault.StatusError(429, "TooManyRequests", "no"),
                new Fault.StatusError(408, "RequestTimeout", "no"),
                new Fault.CutBodyAfter(0),
                new Fault.CutBodyAfter(1000),
                new Fault.LyingLength(7),
                new Fault.LyingLength(-7),
                new Fault.StallAfter(1000, Duration.ofMinutes(5)),
                new Fault.ConnectionReset(),
                new Fault.FlippedByte(5),
                new Fault.WrongCrc64());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatMayPassIsTriedAgain(Fault fault) throws Exception {
        byte[] content = store(200_000);
        server.inject(fault);

        Downloaded result = download(impatient());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isGreaterThanOrEqualTo(2);
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(result.resumedBytes()).isZero();
        assertThat(waits).isNotEmpty();
        assertOnly("object.bin");
    }

    static Stream<Fault> lasting() {
        return Stream.of(
                new Fault.StatusError(400, "InvalidArgument", "no"),
                new Fault.StatusError(403, "SignatureDoesNotMatch", "no"),
                new Fault.StatusError(404, "NoSuchKey", "no"),
                new Fault.StatusError(405, "MethodNotAllowed", "no"),
                new Fault.ExpiredEarly(),
                new Fault.Redirect("http://elsewhere.example/"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatLastsFailsAtOnce(Fault fault) throws Exception {
        store(1000);
        server.inject(fault);

        assertThatThrownBy(() -> download(patient())).isInstanceOf(OssPresignException.class);

        assertThat(server.requests()).hasSize(1);
        assertThat(waits).isEmpty();
        assertOnly();
    }

    @Test
    void theAttemptsHaveAnEnd() throws Exception {
        store(1000);
        server.injectAlways(new Fault.StatusError(500, "InternalError", "no"));

        DownloadFailedException failure =
                catchThrowableOfType(DownloadFailedException.class, () -> download(patient()));

        assertThat(failure.status()).isEqualTo(500);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(server.requests()).hasSize(5);
        assertThat(waits).hasSize(4);
    }

    @Test
    void attemptsAreCountedAgainAfterEachMebibyte() throws Exception {
        byte[] content = store(8_000_000);
        server.injectAlways(new Fault.CutBodyAfter(1_000_000));

        Downloaded result = download(patient());

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(8);
        // Two attempts at most deliver the next MiB, so no wait has doubled more than once.
        assertThat(waits).hasSize(7).allMatch(wait -> wait.compareTo(Duration.ofMillis(400)) <= 0);
    }

    @Test
    void progressDoesNotAllowAnAttemptMoreThanTheLimit() {
        store(3_000_000);
        server.injectAlways(new Fault.CutBodyAfter(2_000_000));
        TransferOptions once =
                patient(with -> with.retry(new RetryPolicy(1, Duration.ofMillis(1), Duration.ofSeconds(1))));

        assertThatThrownBy(() -> download(once)).isInstanceOf(TruncatedBodyException.class);

        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 200_000})
    void littleProgressDoesNotProlongTheAttempts(long bytes) {
        store(8_000_000);
        server.injectAlways(new Fault.CutBodyAfter(bytes));

        TruncatedBodyException failure = catchThrowableOfType(TruncatedBodyException.class, () -> download(patient()));

        assertThat(failure.bytesSoFar()).isEqualTo(5 * bytes);
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void bytesThatMustBeTransferredAgainAreNoProgress() {
        store(8_000_000);
        server.injectAlways(new Fault.FlippedByte(5));

        assertThatThrownBy(() -> download(patient())).isInstanceOf(ChecksumMismatchException.class);

        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void theLongestWaitDoublesAndTheRealOneIsRandomized() {
        RetryPolicy policy = new RetryPolicy(9, Duration.ofMillis(100), Duration.ofSeconds(1));
        RandomGenerator most = chance(Long.MAX_VALUE);
        RandomGenerator least = chance(0);

        assertThat(Stream.of(1, 2, 3, 4, 5, 100).map(failures -> policy.backoff(failures, most)))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
        assertThat(policy.backoff(5, least)).isZero();
    }

    private static RandomGenerator chance(long value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return value;
            }

            @Override
            public long nextLong(long bound) {
                return Math.min(value, bound - 1);
            }
        };
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        store(1000);
        server.inject(new Fault.StatusError(503, "ServiceUnavailable", "no", Map.of("Retry-After", "30")));

        assertThat(download(patient()).duration()).isEqualTo(Duration.ofSeconds(30));

        assertThat(waits).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void aLongerRetryAfterThanTheLongestWaitIsTheCallersMatter() {
        store(1000);
        server.inject(new Fault.StatusError(503, "ServiceUnavailable", "no", Map.of("Retry-After", "61")));

        ThrottledException failure = catchThrowableOfType(ThrottledException.class, () -> download(patient()));

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(61));
        assertThat(waits).isEmpty();
    }

    @Test
    void noAttemptBeginsAfterTheDeadline() {
        store(1000);
        server.injectAlways(new Fault.StatusError(503, "ServiceUnavailable", "no", Map.of("Retry-After", "30")));
        TransferOptions options = patient(with -> with.transferTimeout(Duration.ofSeconds(70)));

        assertThatThrownBy(() -> download(options)).isInstanceOf(ThrottledException.class);

        assertThat(waits).hasSize(2);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aBodyThatDoesNotEndInTimeIsGivenUp() {
        store(5_000_000);
        DownloadRequest request = DownloadRequest.of(
                ObjectRequest.builder(link())
                        .listener(progress -> clock.advance(Duration.ofSeconds(4)))
                        .build(),
                directory);
        TransferOptions options = patient(with -> with.transferTimeout(Duration.ofSeconds(10)));

        assertThatThrownBy(() -> download(options, request))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("transfer did not end within 10 seconds (transferTimeout)");

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aWaitThatTheLinkDoesNotLiveToSeeIsNotBegun() {
        store(1000);
        server.injectAlways(new Fault.StatusError(503, "ServiceUnavailable", "no", Map.of("Retry-After", "60")));
        DownloadRequest request = Links.request(link(), directory);
        clock.advance(Duration.ofMinutes(58).plusSeconds(30));

        assertThatThrownBy(() -> download(patient(), request)).isInstanceOf(ThrottledException.class);

        assertThat(waits).containsExactly(Duration.ofSeconds(60));
    }
}
