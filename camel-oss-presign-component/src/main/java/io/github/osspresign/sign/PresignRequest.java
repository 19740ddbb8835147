package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.Region;
import io.github.osspresign.oss.ServiceEndpoint;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a presigned URL shall allow.
 *
 * @param method the method that the user of the link may send
 * @param endpoint the address of the service
 * @param region the bucket's region id; V4 needs it
 * @param bucket 3 to 63 lower-case letters, digits, hyphens or underscores
 * @param key 1 to 1023 bytes of UTF-8, without a leading slash or backslash
 * @param query further parameters, an empty value stands for none
 * @param headers headers that the user of the link sends; values are trimmed
 * @param additionalHeaders lower-case names of headers to sign besides those that OSS always signs (V4)
 * @param lifetime whole seconds, at least one
 */
public record PresignRequest(
        HttpMethod method,
        ServiceEndpoint endpoint,
        @Nullable String region,
        String bucket,
        String key,
        Map<String, String> query,
        Map<String, String> headers,
        Set<String> additionalHeaders,
        Duration lifetime) {

    private static final int LONGEST_KEY_BYTES = 1023;
    private static final Duration ONE_HOUR = Duration.ofHours(1);
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** @throws IllegalArgumentException if a value is not one of those allowed; the message names value and limit */
    public PresignRequest {
        if (region != null) {
            Region.require(region);
        }
        requireBucket(bucket);
        requireKey(key);
        requireLifetime(lifetime);
        query.forEach(PresignRequest::requireParameter);
        headers = trimmed(headers);
        query = query.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(new LinkedHashMap<>(query));
        additionalHeaders = lowerCase(additionalHeaders);
        requireNoContradiction(query, headers);
    }

    /** A request to be filled in. */
    public static Builder builder(HttpMethod method, ServiceEndpoint endpoint, String bucket, String key) {
        return new Builder(method, endpoint, bucket, key);
    }

    /** The key as a URL has it, with room in front for {@link #prependAddress} and behind for so many bytes. */
    SigningBuffer encodedKey(int behind) {
        int before = bucket.length() + endpoint.authority().length() + 10;
        SigningBuffer encoded = SigningBuffer.ofThread(before, key.length() + behind);
        PercentEncoding.appendPath(encoded, key);
        return encoded;
    }

    /** Scheme and host, and the bucket where the path begins with it; written backwards, since it ends at the key. */
    void prependAddress(SigningBuffer key) {
        key.prepend('/');
        if (endpoint.style() == AddressStyle.PATH) {
            key.prepend(bucket).prepend('/');
        }
        key.prepend(endpoint.authority());
        if (endpoint.style() == AddressStyle.VIRTUAL_HOST) {
            key.prepend('.').prepend(bucket);
        }
        key.prepend("://").prepend(endpoint.scheme());
    }

    /** The end of a life that starts at the whole second of {@code signedAt}. */
    Instant expiresAt(Instant signedAt) {
        return end(signedAt, lifetime);
    }

    static Instant end(Instant signedAt, Duration lifetime) {
        SigningTime.require(signedAt);
        try {
            return Instant.ofEpochSecond(Math.addExact(signedAt.getEpochSecond(), lifetime.toSeconds()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expiration: expected an end that a calendar can hold but was " + lifetime.toSeconds() + " seconds",
                    e);
        }
    }

    static void requireBucket(String bucket) {
        if (!isBucket(bucket)) {
            throw new IllegalArgumentException("bucket: expected 3 to 63 lower-case letters, digits, '-' or '_', "
                    + "starting and ending with a letter or digit, but was " + Quoted.of(bucket));
        }
    }

    private static boolean isBucket(String bucket) {
        int last = bucket.length() - 1;
        if (last < 2 || last > 62 || !isLetterOrDigit(bucket.charAt(0)) || !isLetterOrDigit(bucket.charAt(last))) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = bucket.charAt(i);
            if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    static void requireKey(String key) {
        int bytes = Utf8.length("object key", key);
        if (bytes == 0 || bytes > LONGEST_KEY_BYTES) {
            throw new IllegalArgumentException("object key: expected 1 to " + LONGEST_KEY_BYTES
                    + " bytes of UTF-8 but was " + bytes + " bytes" + (bytes == 0 ? "" : ": " + Quoted.of(key)));
        }
        if (key.startsWith("/") || key.startsWith("\\")) {
            throw new IllegalArgumentException(
                    "object key: expected no leading slash or backslash but was " + Quoted.of(key));
        }
    }

    static void requireLifetime(Duration lifetime) {
        boolean wholeSeconds = lifetime.toNanosPart() == 0;
        if (lifetime.toSeconds() < 1 || !wholeSeconds) {
            throw new IllegalArgumentException("expiration: expected whole seconds, at least 1, but was "
                    + (wholeSeconds ? lifetime.toSeconds() + " seconds" : lifetime));
        }
    }

    private static void requireParameter(String name, String value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("query parameter: expected a name but was empty");
        }
        FieldValue.require("query parameter name", name, name);
        FieldValue.require("query parameter", name, value);
    }

    static Map<String, String> trimmed(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return Collections.emptyMap();
        }
        Map<String, String> trimmed = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("header name: expected an HTTP token but was " + Quoted.of(name));
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "header: expected one value but " + Quoted.of(name) + " is given twice");
            }
            trimmed.put(name, requireHeaderValue(name, value.trim()));
        });
        return Collections.unmodifiableMap(trimmed);
    }

    private static String requireHeaderValue(String name, String value) {
        FieldValue.require("header", name, value);
        return value;
    }

    private static Set<String> lowerCase(Collection<String> names) {
        if (names.isEmpty()) {
            return Collections.emptySet();
        }
        Set<String> lowerCase = new LinkedHashSet<>();
        for (String name : names) {
            if (!HEADER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "additional header: expected a header name but was " + Quoted.of(name));
            }
            lowerCase.add(name.toLowerCase(Locale.ROOT));
        }
        return Collections.unmodifiableSet(lowerCase);
    }

    private static void requireNoContradiction(Map<String, String> query, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            String parameter = query.get(name.toLowerCase(Locale.ROOT));
            if (parameter != null && !parameter.equals(value)) {
                throw new IllegalArgumentException("header " + Quoted.of(name) + ": expected " + Quoted.of(parameter)
                        + " as in the query parameter of that name but was " + Quoted.of(value));
            }
        });
    }

    /** Collects a {@link PresignRequest}; nothing is checked before {@link #build}. */
    public static final class Builder {

        private final HttpMethod method;
        private final ServiceEndpoint endpoint;
        private final String bucket;
        private final String key;
        // Most links have none of these.
        private Map<String, String> query = Map.of();
        private Map<String, String> headers = Map.of();
        private Set<String> additionalHeaders = Set.of();
        private @Nullable String region;
        private Duration lifetime = ONE_HOUR;

        private Builder(HttpMethod method, ServiceEndpoint endpoint, String bucket, String key) {
            this.method = method;
            this.endpoint = endpoint;
            this.bucket = bucket;
            this.key = key;
        }

        /** The bucket's region id; by default the one that the endpoint's host shows. */
        public Builder region(String region) {
            this.region = region;
            return this;
        }

        /** How long the link shall work, in whole seconds; one hour by default. */
        public Builder lifetime(Duration lifetime) {
            this.lifetime = lifetime;
            return this;
        }

        /** A further parameter; {@code null} or empty for one without a value. */
        public Builder query(String name, @Nullable String value) {
            if (query.isEmpty()) {
                query = new LinkedHashMap<>();
            }
            query.put(name, value == null ? "" : value);
            return this;
        }

        /** Further parameters. */
        public Builder query(Map<String, String> parameters) {
            if (!parameters.isEmpty()) {
                parameters.forEach(this::query);
            }
            return this;
        }

        /** A header that the user of the link sends. */
        public Builder header(String name, String value) {
            if (headers.isEmpty()) {
                headers = new LinkedHashMap<>();
            }
            headers.put(name, value);
            return this;
        }

        /** Names of headers to sign besides those that OSS always signs (V4). */
        public Builder additionalHeaders(Collection<String> names) {
            if (additionalHeaders.isEmpty()) {
                additionalHeaders = new LinkedHashSet<>(names);
            } else {
                additionalHeaders.addAll(names);
            }
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if a value is not one of those allowed
         */
        public PresignRequest build() {
            String signedRegion = region == null ? endpoint.region().orElse(null) : region;
            return new PresignRequest(
                    method, endpoint, signedRegion, bucket, key, query, headers, additionalHeaders, lifetime);
        }
    }

    /** Without the values of parameters and headers, which may be a callback's secret or the key of an object's encryption. */
    @Override
    public String toString() {
        return "PresignRequest[" + method + " " + bucket + "/" + key + " at " + endpoint.authority() + ", parameters "
                + query.keySet() + ", headers " + headers.keySet() + ", for " + lifetime + "]";
    }
}
