// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.presign.monitor.PolicyException;
import io.github.osspresign.error.text.DurationWords;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.sign.HttpMethod;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Limits that the operator sets for signed links. No message can exceed them. A refusal is a {@link PolicyException} with
 * the name of the option.
 *
 * @param buckets allowed buckets; {@code null} for all buckets
 * @param keyPrefixes allowed prefixes of object keys; empty for all keys
 * @param methods allowed methods
 * @param maxExpiration maximum lifetime; {@code null} for the maximum of the signature version
 */
public record SigningPolicy(
        @Nullable Set<String> buckets,
        List<String> keyPrefixes,
        Set<HttpMethod> methods,
        @Nullable Duration maxExpiration) {

    /**
     * Refuses a method, bucket or key that is not allowed.
     *
     * @param key object key, or key prefix, for which all keys with this prefix are checked
     */
    public void check(HttpMethod method, String bucket, String key) {
        checkBucket(bucket);
        checkKey("object key", key);
        checkMethod(method);
    }

    public void checkMethod(HttpMethod method) {
        if (!methods.contains(method)) {
            throw refused(
                    "method",
                    "be one of the methods that the option method or allowedMethods allows,",
                    methods,
                    method.name());
        }
    }

    public void checkBucket(String bucket) {
        if (buckets != null && !buckets.contains(bucket)) {
            throw new PolicyException("bucket: must be "
                    + (buckets.isEmpty() ? "fixed in the route" : "one of " + new TreeSet<>(buckets)) + ", was "
                    + Quoted.of(bucket) + "; set the option allowedBuckets of the component to allow more buckets");
        }
    }

    /**
     * Refuses a key that is not allowed, or a prefix of such keys.
     *
     * @param name what the key is, for the message of the exception
     */
    public void checkKey(String name, String key) {
        if (!keyPrefixes.isEmpty() && keyPrefixes.stream().noneMatch(key::startsWith)) {
            throw refused(name, "begin with one of allowedKeyPrefixes", keyPrefixes, key);
        }
    }

    /** Refuses a listing that can contain objects for which no links are allowed. */
    public void checkListing(String bucket, String prefix) {
        checkBucket(bucket);
        checkKey("prefix", prefix);
    }

    /**
     * Refuses image processing that a message sets, together with allowed key prefixes, because it can name other objects,
     * such as the image of a watermark or the object that receives the result.
     *
     * @param name name of the header or parameter, for the message of the exception
     */
    void checkProcess(String name, @Nullable String process) {
        if (process != null && !keyPrefixes.isEmpty()) {
            throw new PolicyException(name + ": must not be set together with allowedKeyPrefixes, because it can"
                    + " access objects outside of them, was " + Quoted.of(process));
        }
    }

    /** Refuses a lifetime above the maximum. */
    void checkLifetime(RequestedLifetime requested) {
        if (maxExpiration != null && requested.duration().compareTo(maxExpiration) > 0) {
            throw new PolicyException(requested.what() + ": must be at most maxExpiration, "
                    + DurationWords.withSeconds(maxExpiration) + ", was "
                    + DurationWords.withSeconds(requested.duration()));
        }
    }

    private static PolicyException refused(String name, String rule, Collection<?> allowed, String value) {
        return new PolicyException(name + ": must " + rule + " "
                + allowed.stream().map(Object::toString).sorted().toList() + ", was " + Quoted.of(value));
    }
}
