// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.text.DurationWords;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.BucketName;
import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.oss.syntax.ObjectKey;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.Region;
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
import org.jspecify.annotations.Nullable;

/**
 * Request that a presigned URL allows.
 *
 * @param method HTTP method that the user of the link sends
 * @param endpoint address of the service
 * @param region region id of the bucket; required by signature version V4
 * @param bucket 3 to 63 lower-case letters, digits, hyphens or underscores
 * @param key 1 to 1023 bytes of UTF-8, without a leading slash or backslash
 * @param query further parameters; an empty value means a parameter without value
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

    /** Maximum length of an object key, in bytes of UTF-8. */
    public static final int MAX_KEY_BYTES = ObjectKey.MAX_BYTES;

    /** Links count seconds from 1970 and write years in four digits. */
    static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private static final Duration ONE_HOUR = Duration.ofHours(1);

    /** @throws IllegalArgumentException if a value is not allowed; the message names the value and the limit */
    public PresignRequest {
        if (region != null) {
            Region.require(region);
        }
        BucketName.require(bucket);
        ObjectKey.require(key);
        requireLifetime(lifetime);
        query.forEach(PresignRequest::requireParameter);
        headers = trimmed(headers);
        query = query.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(new LinkedHashMap<>(query));
        additionalHeaders = lowerCase(additionalHeaders);
        requireNoContradiction(query, headers);
    }

    /** Returns a builder for a request. */
    public static Builder builder(HttpMethod method, ServiceEndpoint endpoint, String bucket, String key) {
        return new Builder(method, endpoint, bucket, key);
    }

    /**
     * Returns the encoded key in a buffer with space before it for {@link #prependAddress}.
     *
     * @param spaceAfter bytes that can be appended without copying the buffer
     */
    SigningBuffer encodedKey(int spaceAfter) {
        int spaceBefore = bucket.length() + endpoint.authority().length() + 10;
        return SigningBuffer.ofThread(spaceBefore, key.length() + spaceAfter).appendEncoded(key, PercentCoding.PATH);
    }

    /** Writes scheme, host and, with path style, the bucket before the key. */
    void prependAddress(SigningBuffer key) {
        key.prepend('/');
        if (endpoint.style() == AddressStyle.PATH) {
            key.prepend(bucket).prepend('/');
        }
        key.prepend(endpoint.authority());
        if (endpoint.style() == AddressStyle.VIRTUAL_HOSTED) {
            key.prepend('.').prepend(bucket);
        }
        key.prepend("://").prepend(endpoint.scheme());
    }

    /** Returns the expiry of a URL that is signed at the whole second of {@code signedAt}. */
    static Instant expiry(Instant signedAt, Duration lifetime) {
        if (signedAt.isBefore(Instant.EPOCH) || !signedAt.isBefore(YEAR_10000)) {
            throw new IllegalArgumentException("clock: must be at a time from 1970 to 9999, was " + signedAt);
        }
        try {
            return Instant.ofEpochSecond(Math.addExact(signedAt.getEpochSecond(), lifetime.toSeconds()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expiration: must end at a time that can be represented, was " + lifetime.toSeconds() + " seconds",
                    e);
        }
    }

    static void requireLifetime(Duration lifetime) {
        if (lifetime.toSeconds() < 1 || lifetime.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "expiration: must be whole seconds, at least 1, was " + DurationWords.withSeconds(lifetime));
        }
    }

    private static void requireParameter(String name, String value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("query parameter name: must not be empty");
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
            if (!HeaderField.isName(name)) {
                throw new IllegalArgumentException("header name: must be an HTTP token, was " + Quoted.of(name));
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("header " + Quoted.of(name) + ": must be set once, was set twice");
            }
            String plain = value.trim();
            FieldValue.require("header", name, plain);
            trimmed.put(name, plain);
        });
        return Collections.unmodifiableMap(trimmed);
    }

    private static Set<String> lowerCase(Collection<String> names) {
        if (names.isEmpty()) {
            return Collections.emptySet();
        }
        Set<String> lowerCase = new LinkedHashSet<>();
        for (String name : names) {
            if (!HeaderField.isName(name)) {
                throw new IllegalArgumentException("additional header: must be a header name, was " + Quoted.of(name));
            }
            lowerCase.add(name.toLowerCase(Locale.ROOT));
        }
        return Collections.unmodifiableSet(lowerCase);
    }

    private static void requireNoContradiction(Map<String, String> query, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            String parameter = query.get(name.toLowerCase(Locale.ROOT));
            if (parameter != null && !parameter.equals(value)) {
                throw new IllegalArgumentException("header " + Quoted.of(name) + ": must be " + Quoted.of(parameter)
                        + " like the query parameter of the same name, was " + Quoted.of(value));
            }
        });
    }

    /** Builder of a {@link PresignRequest}. {@link #build} checks the values. */
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

        /** Sets the region id of the bucket. The default, {@code null}, is the region in the host of the endpoint, if any. */
        public Builder region(@Nullable String region) {
            this.region = region;
            return this;
        }

        /** Sets how long the link works, in whole seconds. The default is one hour. */
        public Builder lifetime(Duration lifetime) {
            this.lifetime = lifetime;
            return this;
        }

        /** Adds a parameter. A {@code null} or empty value means a parameter without value. */
        public Builder query(String name, @Nullable String value) {
            if (query.isEmpty()) {
                query = new LinkedHashMap<>();
            }
            query.put(name, value == null ? "" : value);
            return this;
        }

        /** Adds parameters. */
        public Builder query(Map<String, String> parameters) {
            parameters.forEach(this::query);
            return this;
        }

        /** Adds a header that the user of the link sends. */
        public Builder header(String name, String value) {
            if (headers.isEmpty()) {
                headers = new LinkedHashMap<>();
            }
            headers.put(name, value);
            return this;
        }

        /** Adds names of headers to sign besides those that OSS always signs (V4). */
        public Builder additionalHeaders(Collection<String> names) {
            if (additionalHeaders.isEmpty()) {
                additionalHeaders = new LinkedHashSet<>(names);
            } else {
                additionalHeaders.addAll(names);
            }
            return this;
        }

        /**
         * Returns the request.
         *
         * @throws IllegalArgumentException if a value is not allowed; the message names the value and the limit
         */
        public PresignRequest build() {
            String signedRegion = region == null ? endpoint.region().orElse(null) : region;
            return new PresignRequest(
                    method, endpoint, signedRegion, bucket, key, query, headers, additionalHeaders, lifetime);
        }
    }

    /** Returns a text without the values of parameters and headers, which may be secret, such as an encryption key. */
    @Override
    public String toString() {
        return "PresignRequest[" + method + " " + bucket + "/" + key + " at " + endpoint.authority() + ", parameters "
                + query.keySet() + ", headers " + headers.keySet() + ", for " + lifetime + "]";
    }
}
