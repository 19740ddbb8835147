package io.github.osspresign.download;

import io.github.osspresign.link.HostPolicy;
import java.time.Duration;
import java.util.Objects;

/**
 * What holds for all downloads of one {@link Downloader}.
 *
 * @param hostPolicy where links may point
 * @param verify how strictly bytes are checked
 * @param maxFileSize largest object taken, in bytes; {@link #UNLIMITED} for any
 * @param connectTimeout longest wait for a connection, and for the TLS handshake on it
 * @param stallTimeout longest wait for the next byte of an answer
 */
public record DownloadOptions(
        HostPolicy hostPolicy, Verify verify, long maxFileSize, Duration connectTimeout, Duration stallTimeout) {

    /** No limit of the size. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** The strict host policy, {@link Verify#auto}, any size, 10 s to connect, 30 s without a byte. */
    public static final DownloadOptions DEFAULTS = new DownloadOptions(
            HostPolicy.STRICT, Verify.auto, UNLIMITED, Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** Refuses a negative size and durations that are not positive. */
    public DownloadOptions {
        Objects.requireNonNull(hostPolicy, "hostPolicy");
        Objects.requireNonNull(verify, "verify");
        if (maxFileSize < 0) {
            throw new IllegalArgumentException("maxFileSize: expected 0 or more bytes but was " + maxFileSize);
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("stallTimeout", stallTimeout);
    }

    /** These options with another host policy. */
    public DownloadOptions withHostPolicy(HostPolicy changed) {
        return new DownloadOptions(changed, verify, maxFileSize, connectTimeout, stallTimeout);
    }

    /** These options with another strictness. */
    public DownloadOptions withVerify(Verify changed) {
        return new DownloadOptions(hostPolicy, changed, maxFileSize, connectTimeout, stallTimeout);
    }

    /** These options with another limit, in bytes. */
    public DownloadOptions withMaxFileSize(long changed) {
        return new DownloadOptions(hostPolicy, verify, changed, connectTimeout, stallTimeout);
    }

    /** These options with another wait for a connection. */
    public DownloadOptions withConnectTimeout(Duration changed) {
        return new DownloadOptions(hostPolicy, verify, maxFileSize, changed, stallTimeout);
    }

    /** These options with another wait for the next byte. */
    public DownloadOptions withStallTimeout(Duration changed) {
        return new DownloadOptions(hostPolicy, verify, maxFileSize, connectTimeout, changed);
    }

    private static void requirePositive(String option, Duration duration) {
        // The socket layer counts whole milliseconds in an int, and takes 0 for "for ever".
        if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(option + ": expected 1 ms to 24 days but was " + duration);
        }
    }
}
