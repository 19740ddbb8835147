package io.github.osspresign.download;

import io.github.osspresign.link.HostPolicy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all downloads of one {@link Downloader}.
 *
 * @param hostPolicy where links may point
 * @param verify how strictly bytes are checked
 * @param maxFileSize largest object taken, in bytes; {@link #UNLIMITED} for any
 * @param connectTimeout longest wait for a connection, and for the TLS handshake on it
 * @param stallTimeout longest wait for the next byte of an answer
 * @param downloadTimeout longest time for a download with all its attempts, {@code null} for any
 * @param retry how failures that may pass are met
 * @param partSize bytes of a range, 1 or more; an object that is no larger comes in one answer
 * @param parallelism ranges of an object that are fetched at a time; 1 for one answer with all of it
 * @param maxBytesPerSecond most bytes in a second, of all downloads together; {@link #UNLIMITED} for any
 */
public record DownloadOptions(
        HostPolicy hostPolicy,
        Verify verify,
        long maxFileSize,
        Duration connectTimeout,
        Duration stallTimeout,
        @Nullable Duration downloadTimeout,
        RetryPolicy retry,
        long partSize,
        int parallelism,
        long maxBytesPerSecond) {

    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /**
     * The strict host policy, {@link Verify#auto}, any size, 10 s to connect, 30 s without a byte, any time,
     * {@link RetryPolicy#DEFAULTS}, four ranges of 16 MiB at a time, any speed.
     */
    public static final DownloadOptions DEFAULTS = new DownloadOptions(
            HostPolicy.STRICT,
            Verify.auto,
            UNLIMITED,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            null,
            RetryPolicy.DEFAULTS,
            16 * 1024 * 1024,
            4,
            UNLIMITED);

    /** Refuses negative and meaningless numbers, and durations that are not positive. */
    public DownloadOptions {
        Objects.requireNonNull(hostPolicy, "hostPolicy");
        Objects.requireNonNull(verify, "verify");
        Objects.requireNonNull(retry, "retry");
        require(maxFileSize >= 0, "maxFileSize", "0 or more bytes", maxFileSize);
        require(partSize >= 1, "partSize", "1 or more bytes", partSize);
        require(parallelism >= 1 && parallelism <= 64, "parallelism", "1 to 64", parallelism);
        require(maxBytesPerSecond >= 1, "maxBytesPerSecond", "1 or more", maxBytesPerSecond);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("stallTimeout", stallTimeout);
        if (downloadTimeout != null) {
            requirePositive("downloadTimeout", downloadTimeout);
        }
    }

    /** These options with another host policy. */
    public DownloadOptions withHostPolicy(HostPolicy changed) {
        return new DownloadOptions(
                changed,
                verify,
                maxFileSize,
                connectTimeout,
                stallTimeout,
                downloadTimeout,
                retry,
                partSize,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another strictness. */
    public DownloadOptions withVerify(Verify changed) {
        return new DownloadOptions(
                hostPolicy,
                changed,
                maxFileSize,
                connectTimeout,
                stallTimeout,
                downloadTimeout,
                retry,
                partSize,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another limit, in bytes. */
    public DownloadOptions withMaxFileSize(long changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                changed,
                connectTimeout,
                stallTimeout,
                downloadTimeout,
                retry,
                partSize,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another wait for a connection. */
    public DownloadOptions withConnectTimeout(Duration changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                maxFileSize,
                changed,
                stallTimeout,
                downloadTimeout,
                retry,
                partSize,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another wait for the next byte. */
    public DownloadOptions withStallTimeout(Duration changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                maxFileSize,
                connectTimeout,
                changed,
                downloadTimeout,
                retry,
                partSize,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another time for a whole download. */
    public DownloadOptions withDownloadTimeout(@Nullable Duration changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                maxFileSize,
                connectTimeout,
                stallTimeout,
                changed,
                retry,
                partSize,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another policy for attempts. */
    public DownloadOptions withRetry(RetryPolicy changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                maxFileSize,
                connectTimeout,
                stallTimeout,
                downloadTimeout,
                changed,
                partSize,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another size of a range, in bytes. */
    public DownloadOptions withPartSize(long changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                maxFileSize,
                connectTimeout,
                stallTimeout,
                downloadTimeout,
                retry,
                changed,
                parallelism,
                maxBytesPerSecond);
    }

    /** These options with another number of ranges at a time. */
    public DownloadOptions withParallelism(int changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                maxFileSize,
                connectTimeout,
                stallTimeout,
                downloadTimeout,
                retry,
                partSize,
                changed,
                maxBytesPerSecond);
    }

    /** These options with another speed. */
    public DownloadOptions withMaxBytesPerSecond(long changed) {
        return new DownloadOptions(
                hostPolicy,
                verify,
                maxFileSize,
                connectTimeout,
                stallTimeout,
                downloadTimeout,
                retry,
                partSize,
                parallelism,
                changed);
    }

    private static void requirePositive(String option, Duration duration) {
        // The socket layer counts whole milliseconds in an int, and takes 0 for "for ever".
        require(
                duration.toMillis() >= 1 && duration.toMillis() <= Integer.MAX_VALUE,
                option,
                "1 ms to 24 days",
                duration);
    }

    private static void require(boolean met, String option, String expected, Object actual) {
        if (!met) {
            throw new IllegalArgumentException(option + ": expected " + expected + " but was " + actual);
        }
    }
}
