package io.github.osspresign.camel.presign;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the operator allows to be signed, whatever a message asks for.
 *
 * @param buckets the buckets; null for all
 * @param keyPrefixes what object keys start with; empty for all keys
 * @param methods the methods
 * @param longest the longest lifetime that may be asked for; null for what the signature version allows
 */
record SigningPolicy(
        @Nullable Set<String> buckets,
        List<String> keyPrefixes,
        Set<HttpMethod> methods,
        @Nullable Duration longest) {

    SigningPolicy {
        buckets = buckets == null ? null : Set.copyOf(buckets);
        keyPrefixes = List.copyOf(keyPrefixes);
        methods = Set.copyOf(methods);
    }

    /** @throws IllegalArgumentException if the request is not one of those allowed; the message names the option */
    void check(PresignRequest request) {
        check(request.method(), request.bucket(), request.key());
    }

    /** The same for every key that starts as the given one does, if the given one is allowed. */
    void check(HttpMethod method, String bucket, String key) {
        checkBucket(bucket);
        if (!keyPrefixes.isEmpty() && keyPrefixes.stream().noneMatch(key::startsWith)) {
            throw refused("object key", "one that starts with one of allowedKeyPrefixes", keyPrefixes, key);
        }
        if (!methods.contains(method)) {
            throw refused(
                    "method", "one that the endpoint's method or allowedMethods enables, of", methods, method.name());
        }
    }

    /**
     * Checks what is fixed before any message comes.
     *
     * @param withBucket whether the bucket is fixed
     * @param withKey whether the key is fixed
     * @throws IllegalArgumentException if the options ask for what is not allowed
     */
    void checkOptions(HttpMethod method, String bucket, String key, boolean withBucket, boolean withKey) {
        new SigningPolicy(withBucket ? buckets : null, withKey ? keyPrefixes : List.of(), methods, longest)
                .check(method, bucket, key);
    }

    /** @throws IllegalArgumentException if the bucket, or a key that begins so, is not allowed: a listing shows them all */
    void checkListing(String bucket, String prefix) {
        checkBucket(bucket);
        checkPrefix(prefix);
    }

    private void checkBucket(String bucket) {
        if (buckets != null && !buckets.contains(bucket)) {
            throw new IllegalArgumentException("bucket: must be "
                    + (buckets.isEmpty() ? "fixed in the route" : "one of " + new TreeSet<>(buckets)) + ", was "
                    + Quoted.of(bucket) + "; the option allowedBuckets of the component names further ones");
        }
    }

    /** @throws IllegalArgumentException if a key that begins so is not allowed */
    void checkPrefix(String prefix) {
        if (!keyPrefixes.isEmpty() && keyPrefixes.stream().noneMatch(prefix::startsWith)) {
            throw refused("prefix", "one that starts with one of allowedKeyPrefixes", keyPrefixes, prefix);
        }
    }

    /**
     * Checks a processing that a message asks for: where only some keys are allowed there must be none, since a
     * processing can name other objects, such as the picture of a watermark or the place where the result is saved.
     *
     * @throws IllegalArgumentException if it is not allowed
     */
    void checkProcess(String name, @Nullable String process) {
        if (process != null && !keyPrefixes.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": expected none, since a processing can reach beyond allowedKeyPrefixes, but was "
                            + Quoted.of(process));
        }
    }

    /** @throws IllegalArgumentException if it is longer than allowed */
    void checkExpiration(Duration asked) {
        if (longest != null && asked.compareTo(longest) > 0) {
            throw new IllegalArgumentException("expiration: expected at most " + longest.toSeconds()
                    + " seconds, which is maxExpiration, but was " + asked.toSeconds() + " seconds");
        }
    }

    private static IllegalArgumentException refused(String what, String expected, Collection<?> allowed, String was) {
        return new IllegalArgumentException(what + ": expected " + expected + " "
                + allowed.stream().map(Object::toString).sorted().toList() + " but was " + Quoted.of(was));
    }
}
