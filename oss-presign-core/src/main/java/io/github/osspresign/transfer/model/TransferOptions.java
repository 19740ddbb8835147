// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.error.text.DurationWords;
import io.github.osspresign.link.HostPolicy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Options that apply to all transfers of one client. */
public final class TransferOptions {

    /** Value of a size or rate without a limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Default options. */
    public static final TransferOptions DEFAULTS = builder().build();

    private final HostPolicy hostPolicy;
    private final VerificationMode verify;
    private final long maxFileSize;
    private final long minFreeDisk;
    private final Duration connectTimeout;
    private final Duration stallTimeout;
    private final @Nullable Duration transferTimeout;
    private final RetryPolicy retry;
    private final long partSize;
    private final int parallelism;
    private final long maxBytesPerSecond;
    private final @Nullable ProxyServer proxy;

    private TransferOptions(Builder builder) {
        this.hostPolicy = Objects.requireNonNull(builder.hostPolicy, "hostPolicy");
        this.verify = Objects.requireNonNull(builder.verify, "verify");
        this.maxFileSize = builder.maxFileSize;
        this.minFreeDisk = builder.minFreeDisk;
        this.connectTimeout = builder.connectTimeout;
        this.stallTimeout = builder.stallTimeout;
        this.transferTimeout = builder.transferTimeout;
        this.retry = Objects.requireNonNull(builder.retry, "retry");
        this.partSize = builder.partSize;
        this.parallelism = builder.parallelism;
        this.maxBytesPerSecond = builder.maxBytesPerSecond;
        this.proxy = builder.proxy;
        require(maxFileSize >= 0, "maxFileSize", "0 or more bytes", maxFileSize);
        require(minFreeDisk >= 0, "minFreeDisk", "0 or more bytes", minFreeDisk);
        require(partSize >= 1, "partSize", "1 or more bytes", partSize);
        require(parallelism >= 1 && parallelism <= 64, "parallelism", "1 to 64", parallelism);
        require(maxBytesPerSecond >= 1, "maxBytesPerSecond", "1 or more", maxBytesPerSecond);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("stallTimeout", stallTimeout);
        if (transferTimeout != null) {
            requirePositive("transferTimeout", transferTimeout);
        }
    }

    /**
     * Returns a builder with the defaults: strict host policy, {@link VerificationMode#auto}, any size, 10 s to
     * connect, 30 s without a byte, no total time limit, {@link RetryPolicy#DEFAULTS}, four ranges of 16 MiB at a time,
     * no rate limit.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the hosts and addresses that links may point to. */
    public HostPolicy hostPolicy() {
        return hostPolicy;
    }

    /** Returns how strictly bytes are verified. */
    public VerificationMode verify() {
        return verify;
    }

    /** Returns the size of the largest accepted object in bytes; {@link #UNLIMITED} for any. */
    public long maxFileSize() {
        return maxFileSize;
    }

    /**
     * Returns the bytes of disk space that a download, or the temporary copy of a stream to upload, leaves free; 0
     * for none.
     */
    public long minFreeDisk() {
        return minFreeDisk;
    }

    /** Returns the longest wait for a connection, and for the TLS handshake on it. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * Returns the longest wait for the head of a response, for the next bytes of its body, and for the whole body of
     * an error response; a list of stored parts may take 20 times as long in total.
     */
    public Duration stallTimeout() {
        return stallTimeout;
    }

    /**
     * Returns the longest time for a transfer with all its attempts, {@code null} for no limit; running requests are
     * aborted.
     */
    public @Nullable Duration transferTimeout() {
        return transferTimeout;
    }

    /** Returns when and how often failed attempts are repeated. */
    public RetryPolicy retry() {
        return retry;
    }

    /** Returns the size of a range in bytes; an object that is not larger comes in one response. */
    public long partSize() {
        return partSize;
    }

    /**
     * Returns the number of ranges of an object that are fetched at a time; 1 for the whole object in one response.
     */
    public int parallelism() {
        return parallelism;
    }

    /** Returns the rate limit in bytes per second, shared by all transfers; {@link #UNLIMITED} for none. */
    public long maxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    /** Returns the proxy for all requests, {@code null} for none. */
    public @Nullable ProxyServer proxy() {
        return proxy;
    }

    private static void requirePositive(String option, Duration duration) {
        // The socket layer counts whole milliseconds in an int, and takes 0 for "for ever".
        require(
                duration.compareTo(Duration.ofMillis(1)) >= 0
                        && duration.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0,
                option,
                "1 ms to 24 days",
                DurationWords.of(duration));
    }

    private static void require(boolean met, String option, String allowed, Object actual) {
        if (!met) {
            throw new IllegalArgumentException(option + ": must be " + allowed + ", was " + actual);
        }
    }

    /** Builder of options; an option that is not set keeps its default. */
    public static final class Builder {

        private HostPolicy hostPolicy = HostPolicy.STRICT;
        private VerificationMode verify = VerificationMode.auto;
        private long maxFileSize = UNLIMITED;
        private long minFreeDisk;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration stallTimeout = Duration.ofSeconds(30);
        private @Nullable Duration transferTimeout;
        private RetryPolicy retry = RetryPolicy.DEFAULTS;
        private long partSize = 16 * 1024 * 1024;
        private int parallelism = 4;
        private long maxBytesPerSecond = UNLIMITED;
        private @Nullable ProxyServer proxy;

        private Builder() {}

        /** Sets the hosts and addresses that links may point to. */
        public Builder hostPolicy(HostPolicy hostPolicy) {
            this.hostPolicy = hostPolicy;
            return this;
        }

        /** Sets how strictly bytes are verified. */
        public Builder verify(VerificationMode verify) {
            this.verify = verify;
            return this;
        }

        /** Sets the largest accepted object in bytes. */
        public Builder maxFileSize(long maxFileSize) {
            this.maxFileSize = maxFileSize;
            return this;
        }

        /** Sets the number of bytes that stay free on the disk. */
        public Builder minFreeDisk(long minFreeDisk) {
            this.minFreeDisk = minFreeDisk;
            return this;
        }

        /** Sets the longest wait for a connection, and for the TLS handshake on it. */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /** Sets the longest wait for the head of a response, and for the next bytes of its body. */
        public Builder stallTimeout(Duration stallTimeout) {
            this.stallTimeout = stallTimeout;
            return this;
        }

        /** Sets the longest time for a transfer with all its attempts. */
        public Builder transferTimeout(@Nullable Duration transferTimeout) {
            this.transferTimeout = transferTimeout;
            return this;
        }

        /** Sets when and how often failed attempts are repeated. */
        public Builder retry(RetryPolicy retry) {
            this.retry = retry;
            return this;
        }

        /** Sets the size of a range in bytes. */
        public Builder partSize(long partSize) {
            this.partSize = partSize;
            return this;
        }

        /** Sets the number of ranges of an object that are fetched at a time. */
        public Builder parallelism(int parallelism) {
            this.parallelism = parallelism;
            return this;
        }

        /** Sets the rate limit in bytes per second, shared by all transfers. */
        public Builder maxBytesPerSecond(long maxBytesPerSecond) {
            this.maxBytesPerSecond = maxBytesPerSecond;
            return this;
        }

        /** Sets the proxy for all requests. */
        public Builder proxy(@Nullable ProxyServer proxy) {
            this.proxy = proxy;
            return this;
        }

        /**
         * Builds the options.
         *
         * @throws IllegalArgumentException if an option is out of its bounds; the message names it
         */
        public TransferOptions build() {
            return new TransferOptions(this);
        }
    }
}
