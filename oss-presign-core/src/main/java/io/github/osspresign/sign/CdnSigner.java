// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.text.DurationWords;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signer of the links of one domain of Alibaba Cloud CDN whose origin is a bucket (CDN help, "Configure URL signing"). */
public final class CdnSigner {

    /*
     * CDN lets a link work for the validity of the domain after its time stamp. A link that ends at another time has a time
     * stamp that is so much earlier, which may be in the past. The time stamp of kind B is a minute. It is rounded down, so
     * that a link ends up to 59 seconds before the end that was asked for, and never after it.
     *
     * CDN hashes the path as it is in the request. Host, method and other parameters are not signed.
     */

    /** Validity of a domain for which nothing else is set. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(30);

    /** Older pages allow 6 characters. One link is enough to guess so short a key, because MD5 is fast. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{16,32}");

    private static final Pattern NAMES = Pattern.compile("(?!([^,]+),\\1$)[A-Za-z0-9_-]+,[A-Za-z0-9_-]+");
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** Smallest time stamp by which links of kind C are recognised, 10 January 2004. */
    private static final long MIN_SECONDS = 0x4000_0000L;

    /** Largest number with eight hexadecimal digits. */
    private static final long MAX_SECONDS = 0xffff_ffffL;

    private final CdnKind kind;
    private final List<String> keys;
    private final Duration validity;
    private final List<String> parameters;

    /**
     * Creates a signer.
     *
     * @param keys key that signs, and further keys that are accepted too; each of 16 to 32 letters and digits
     * @param validity validity that is set for the domain, in whole seconds, 1 to 4294967295
     * @param parameters names of the parameters with hash and time; empty for {@code sign} and {@code time} (F), or for a
     *     signature in the path (C)
     * @throws IllegalArgumentException if a value is not allowed, or does not belong to the kind; no message has a key
     */
    public CdnSigner(CdnKind kind, List<String> keys, Duration validity, List<String> parameters) {
        if (keys.isEmpty() || !keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
            throw new IllegalArgumentException("authKey: must be 16 to 32 ASCII letters and digits, was "
                    + (keys.isEmpty() ? "not set" : "another text"));
        }
        if (validity.toSeconds() < 1 || validity.toSeconds() > MAX_SECONDS || validity.toNanosPart() != 0) {
            throw new IllegalArgumentException("cdnValidity: must be whole seconds, 1 to " + MAX_SECONDS + ", was "
                    + DurationWords.withSeconds(validity));
        }
        String names = String.join(",", parameters);
        boolean named = kind == CdnKind.C || kind == CdnKind.F;
        if (!parameters.isEmpty() && !(named && NAMES.matcher(names).matches())) {
            throw new IllegalArgumentException("cdn: must be A, B, C or F; C and F can have two different names of"
                    + " parameters, for hash and time, such as F:sign,time; was " + Quoted.of(kind + ":" + names));
        }
        this.kind = kind;
        this.keys = List.copyOf(keys);
        this.validity = validity;
        this.parameters = parameters.isEmpty() && kind == CdnKind.F ? List.of("sign", "time") : List.copyOf(parameters);
    }

    /**
     * Returns how long a link works: as long as requested, or with kind B up to 59 seconds less.
     *
     * @param signedAt sign time; fractions of a second are dropped
     * @throws IllegalArgumentException if no time stamp gives such an end; the message says why
     */
    public Lifetime lifetime(Duration requested, Instant signedAt) {
        PresignRequest.requireLifetime(requested);
        Instant stamp = PresignRequest.expiry(signedAt, requested).minus(validity);
        if (stamp.getEpochSecond() < MIN_SECONDS || stamp.getEpochSecond() > MAX_SECONDS) {
            throw new IllegalArgumentException(
                    "expiration: must end so that the time stamp of the link, which is earlier by"
                            + " cdnValidity, is from 2004 to 2106, was " + stamp);
        }
        if (kind != CdnKind.B) {
            return new Lifetime(requested, LifetimeLimit.REQUESTED);
        }
        Duration left = requested.minusSeconds(stamp.getEpochSecond() % 60);
        if (left.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "expiration: must be longer with cdn=B, whose time stamp is a whole minute,"
                            + " so that the link ends " + requested.minus(left).toSeconds() + " seconds earlier, was "
                            + DurationWords.withSeconds(requested));
        }
        return new Lifetime(left, left.equals(requested) ? LifetimeLimit.REQUESTED : LifetimeLimit.PROTOCOL);
    }

    /**
     * Returns a URL that works for the {@link #lifetime} of the request.
     *
     * @param signedAt sign time; fractions of a second are dropped
     * @throws IllegalArgumentException if CDN cannot carry such a request
     */
    public PresignedUrl presign(PresignRequest request, Instant signedAt) {
        requireCarried(request);
        Instant end = PresignRequest.expiry(
                signedAt, lifetime(request.lifetime(), signedAt).duration());
        String target = target(
                "/" + PercentCoding.PATH.encode(request.key()), text(kind, end.minus(validity)), "0-0", keys.get(0));
        String url = request.endpoint().scheme() + "://" + request.endpoint().authority() + target;
        return new PresignedUrl(url, request.method(), request.headers(), end);
    }

    /**
     * Checks a request regardless of its lifetime.
     *
     * @throws IllegalArgumentException if CDN cannot carry it
     */
    public void requireCarried(PresignRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            throw new IllegalArgumentException("method: must be GET or HEAD with cdn, was " + request.method());
        }
        if (request.endpoint().style() != AddressStyle.CNAME) {
            throw new IllegalArgumentException(
                    "endpoint: must be the domain of the CDN, set with domains or with addressStyle=cname, was "
                            + Quoted.of(request.endpoint().authority()));
        }
        if (!request.query().isEmpty()
                || !request.headers().isEmpty()
                || !request.additionalHeaders().isEmpty()) {
            throw new IllegalArgumentException("query, header: must not be set with cdn, which does not carry them");
        }
    }

    /**
     * Verifies the signature of a URL, even if the URL has expired.
     *
     * @param requestTarget path and query of the URL, as they are
     * @return end of the URL; {@code null} if none of the keys signs exactly this path and query
     */
    public @Nullable Instant verify(CdnUrl url, String requestTarget) {
        byte[] actual = requestTarget.getBytes(UTF_8);
        boolean signed = false;
        for (String key : keys) {
            signed |= MessageDigest.isEqual(
                    target(url.uri(), url.time(), url.nonce(), key).getBytes(UTF_8), actual);
        }
        Instant stamp = signed ? timeStamp(kind, url.time()) : null;
        return stamp == null ? null : stamp.plus(validity);
    }

    /**
     * Returns the instant of a time stamp; {@code null} if a signer of this kind writes none such: it is from 2004 to 2106,
     * without leading zeros.
     */
    public static @Nullable Instant timeStamp(CdnKind kind, String time) {
        Instant stamp;
        try {
            stamp = kind == CdnKind.B
                    ? LocalDateTime.parse(time, MINUTE).toInstant(ZONE)
                    : Instant.ofEpochSecond(Long.parseLong(time, kind == CdnKind.C ? 16 : 10));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
        // With kind F, nothing separates path and time: the hash of /a1 and a time is that of /a and a longer time, and
        // the
        // hash of /a and a time is that of /a1 and a shorter one. Therefore the time must have the only length there
        // is.
        boolean written = stamp.getEpochSecond() >= MIN_SECONDS
                && stamp.getEpochSecond() <= MAX_SECONDS
                && text(kind, stamp).equalsIgnoreCase(time);
        return written ? stamp : null;
    }

    private static String text(CdnKind kind, Instant stamp) {
        return switch (kind) {
            case A, F -> Long.toString(stamp.getEpochSecond());
            case B -> MINUTE.format(stamp.truncatedTo(ChronoUnit.MINUTES).atOffset(ZONE));
            case C -> HexFormat.of().withUpperCase().toHexDigits(stamp.getEpochSecond(), 8);
        };
    }

    private String target(String uri, String time, String nonce, String key) {
        String hash = hash(kind, uri, time, nonce, key);
        return switch (kind) {
            case A -> uri + "?auth_key=" + time + "-" + nonce + "-" + hash;
            case B -> "/" + time + "/" + hash + uri;
            case C, F ->
                parameters.isEmpty()
                        ? "/" + hash + "/" + time + uri
                        : uri + "?" + parameters.get(0) + "=" + hash + "&" + parameters.get(1) + "=" + time;
        };
    }

    /**
     * Returns the hash of a link.
     *
     * @param uri path of the object, and further parts as they are in the link
     */
    public static String hash(CdnKind kind, String uri, String time, String nonce, String key) {
        String signed = switch (kind) {
            case A -> uri + "-" + time + "-" + nonce + "-" + key;
            case B -> key + time + uri;
            case C, F -> key + uri + time;
        };
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(signed.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is missing, which every Java platform must have", e);
        }
    }
}
