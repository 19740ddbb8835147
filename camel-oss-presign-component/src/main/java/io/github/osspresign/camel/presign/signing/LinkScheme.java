// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.LifetimeLimit;
import io.github.osspresign.sign.PostForm;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * Kind of signature of the links of an endpoint: what its links can carry, how long they can work, and which expired ones it
 * has signed. What the operator allows is in {@link SigningPolicy}.
 */
public interface LinkScheme {

    /**
     * Refuses options with which no link can be signed.
     *
     * @param values values that the options set for all links
     */
    void checkOptions(LinkValues values, FixedParts fixed);

    /**
     * Refuses a request whose link cannot be signed, regardless of its lifetime.
     *
     * @param withBucket whether the options name the bucket, and with it the host of the links
     */
    void checkSample(PresignRequest sample, boolean withBucket);

    /** Refuses a form that cannot be signed, regardless of its lifetime. */
    void checkSample(PostPolicy sample);

    /** Refuses values that a link cannot carry. */
    void check(LinkValues values);

    /** Refuses an ambiguous request: its signature would also be valid for a request that the policy has not checked. */
    void requireUnambiguous(String key, Map<String, String> parameters);

    /** Refuses a lifetime that no link can have. */
    void requireLifetime(RequestedLifetime requested);

    /** Returns the terms of a link, or of all links of one upload, that is signed now. */
    Terms terms(Duration requested, Instant now);

    /** Returns the beginning of the words for a lifetime that is shorter than requested; they end with the lifetime. */
    String reason(LifetimeLimit limit);

    /** Returns whether the key that signed a link is known here, so that its signature can be verified. */
    boolean canVerify(PresignedLink expired, Instant now);

    /**
     * Verifies the signature of an expired link.
     *
     * @throws RenewalRefusedException if this endpoint has not signed the link
     */
    Renewal verify(PresignedLink expired, Instant now) throws RenewalRefusedException;

    /** Lifetime of one link, or of all links of one upload, and what signs them. */
    interface Terms {

        Lifetime lifetime();

        PresignedUrl presign(PresignRequest request);

        PostForm sign(PostPolicy form);
    }

    /**
     * Expired link with a correct signature.
     *
     * @param expiresAt end of the link
     * @param permission method that the policy must allow
     * @param bucket bucket of the object
     * @param key object key
     * @param parameters query parameters of the request
     * @param request returns the request for a new link with a lifetime
     */
    record Renewal(
            Instant expiresAt,
            HttpMethod permission,
            String bucket,
            String key,
            Map<String, String> parameters,
            Function<Duration, PresignRequest> request) {

        /** Returns method and object, without parameters, which may be confidential. */
        @Override
        public String toString() {
            return "Renewal[" + permission + " " + bucket + "/" + key + "]";
        }
    }
}
