package io.github.osspresign.transfer.model;

import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.transfer.Downloader;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all downloads of one {@link Downloader}.
 *
 * @param hostPolicy where links may point
 * @param verify how strictly bytes are checked
 * @param maxFileSize largest object taken, in bytes; {@link #UNLIMITED} for any
 * @param minFreeDisk bytes that a download leaves free on the disk; 0 for none
 * @param connectTimeout longest wait for a connection, and for the TLS handshake on it
 * @param stallTimeout longest wait for the head of an answer, for the next bytes of its body, and for all of the body of
 *     a refusal, whatever drips in meanwhile
 * @param downloadTimeout longest time for a download with all its attempts, {@code null} for any; ends what is under way
 * @param retry how failures that may pass are met
 * @param partSize bytes of a range, 1 or more; an object that is no larger comes in one answer
 * @param parallelism ranges of an object that are fetched at a time; 1 for one answer with all of it
 * @param maxBytesPerSecond most bytes in a second, of all downloads together; {@link #UNLIMITED} for any
 * @param proxy what all requests go through, {@code null} for none
 */
public record DownloadOptions(
        HostPolicy hostPolicy,
        VerificationMode verify,
        long maxFileSize,
        long minFreeDisk,
        Duration connectTimeout,
        Duration stallTimeout,
        @Nullable Duration downloadTimeout,
        RetryPolicy retry,
        long partSize,
        int parallelism,
        long maxBytesPerSecond,
        @Nullable ProxyServer proxy) {

    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** What {@link #builder()} starts from. */
    public static final DownloadOptions DEFAULTS = builder().build();

    /** Refuses negative and meaningless numbers, and durations that are not positive. */
    public DownloadOptions {
        Objects.requireNonNull(hostPolicy, "hostPolicy");
        Objects.requireNonNull(verify, "verify");
        Objects.requireNonNull(retry, "retry");
        require(maxFileSize >= 0, "maxFileSize", "0 or more bytes", maxFileSize);
        require(minFreeDisk >= 0, "minFreeDisk", "0 or more bytes", minFreeDisk);
        require(partSize >= 1, "partSize", "1 or more bytes", partSize);
        require(parallelism >= 1 && parallelism <= 64, "parallelism", "1 to 64", parallelism);
        require(maxBytesPerSecond >= 1, "maxBytesPerSecond", "1 or more", maxBytesPerSecond);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("stallTimeout", stallTimeout);
        if (downloadTimeout != null) {
            requirePositive("downloadTimeout", downloadTimeout);
        }
    }

    /** Options to start from: the strict host policy, {@link VerificationMode#auto}, any size, 10 s to connect, 30 s without a byte, any
     * time, {@link RetryPolicy#DEFAULTS}, four ranges of 16 MiB at a time, any speed. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.hostPolicy = hostPolicy;
        builder.verify = verify;
        builder.maxFileSize = maxFileSize;
        builder.minFreeDisk = minFreeDisk;
        builder.connectTimeout = connectTimeout;
        builder.stallTimeout = stallTimeout;
        builder.downloadTimeout = downloadTimeout;
        builder.retry = retry;
        builder.partSize = partSize;
        builder.parallelism = parallelism;
        builder.maxBytesPerSecond = maxBytesPerSecond;
        builder.proxy = proxy;
        return builder;
    }

    private static void requirePositive(String option, Duration duration) {
        // The socket layer counts whole milliseconds in an int, and takes 0 for "for ever".
        require(
                duration.compareTo(Duration.ofMillis(1)) >= 0
                        && duration.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0,
                option,
                "1 ms to 24 days",
                duration);
    }

    private static void require(boolean met, String option, String expected, Object actual) {
        if (!met) {
            throw new IllegalArgumentException(option + ": expected " + expected + " but was " + actual);
        }
    }

    /** Makes options step by step; what is not set keeps its default. */
    public static final class Builder {

        private HostPolicy hostPolicy = HostPolicy.STRICT;
        private VerificationMode verify = VerificationMode.auto;
        private long maxFileSize = UNLIMITED;
        private long minFreeDisk;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration stallTimeout = Duration.ofSeconds(30);
        private @Nullable Duration downloadTimeout;
        private RetryPolicy retry = RetryPolicy.DEFAULTS;
        private long partSize = 16 * 1024 * 1024;
        private int parallelism = 4;
        private long maxBytesPerSecond = UNLIMITED;
        private @Nullable ProxyServer proxy;

        private Builder() {}

        /** Where links may point. */
        public Builder hostPolicy(HostPolicy hostPolicy) {
            this.hostPolicy = hostPolicy;
            return this;
        }

        /** How strictly bytes are checked. */
        public Builder verify(VerificationMode verify) {
            this.verify = verify;
            return this;
        }

        /** The largest object taken, in bytes. */
        public Builder maxFileSize(long maxFileSize) {
            this.maxFileSize = maxFileSize;
            return this;
        }

        /** How many bytes stay free on the disk. */
        public Builder minFreeDisk(long minFreeDisk) {
            this.minFreeDisk = minFreeDisk;
            return this;
        }

        /** The longest wait for a connection, and for the TLS handshake on it. */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /** The longest wait for the head of an answer, and for the next bytes of its body. */
        public Builder stallTimeout(Duration stallTimeout) {
            this.stallTimeout = stallTimeout;
            return this;
        }

        /** The longest time for a download with all its attempts. */
        public Builder downloadTimeout(@Nullable Duration downloadTimeout) {
            this.downloadTimeout = downloadTimeout;
            return this;
        }

        /** How failures that may pass are met. */
        public Builder retry(RetryPolicy retry) {
            this.retry = retry;
            return this;
        }

        /** The size of a range, in bytes. */
        public Builder partSize(long partSize) {
            this.partSize = partSize;
            return this;
        }

        /** How many ranges of an object are fetched at a time. */
        public Builder parallelism(int parallelism) {
            this.parallelism = parallelism;
            return this;
        }

        /** The most bytes in a second, of all downloads together. */
        public Builder maxBytesPerSecond(long maxBytesPerSecond) {
            this.maxBytesPerSecond = maxBytesPerSecond;
            return this;
        }

        /** What all requests go through. */
        public Builder proxy(@Nullable ProxyServer proxy) {
            this.proxy = proxy;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException that names the one which is out of its bounds
         */
        public DownloadOptions build() {
            return new DownloadOptions(
                    hostPolicy,
                    verify,
                    maxFileSize,
                    minFreeDisk,
                    connectTimeout,
                    stallTimeout,
                    downloadTimeout,
                    retry,
                    partSize,
                    parallelism,
                    maxBytesPerSecond,
                    proxy);
        }
    }
}
