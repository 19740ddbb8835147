// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.sign.HttpMethod;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Question about a link: whether a certain request works with it.
 *
 * @param text the link as it was found, the response of the service, or both; the method, headers and time of a transcript
 *     in it replace those of this question
 * @param now time of the request
 * @param accessKeySecret secret that the signature is checked with; {@code null} for no check
 * @param method method of the request
 * @param headers headers of the request
 * @param region region of the bucket, {@code null} if not known
 * @param bucket bucket, {@code null} if not known; a custom domain does not show it
 */
public record LinkQuestion(
        String text,
        Instant now,
        @Nullable String accessKeySecret,
        HttpMethod method,
        Map<String, String> headers,
        @Nullable String region,
        @Nullable String bucket) {

    public LinkQuestion {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Returns a question about a GET request without headers. */
    public static LinkQuestion of(String text, Instant now) {
        return new LinkQuestion(text, now, null, HttpMethod.GET, Map.of(), null, null);
    }

    /** Returns this question with the secret that the signature is checked with. */
    public LinkQuestion withAccessKeySecret(@Nullable String secret) {
        return new LinkQuestion(text, now, secret, method, headers, region, bucket);
    }

    /** Returns this question with the method of the request. */
    public LinkQuestion withMethod(HttpMethod used) {
        return new LinkQuestion(text, now, accessKeySecret, used, headers, region, bucket);
    }

    /** Returns this question with the headers of the request. */
    public LinkQuestion withHeaders(Map<String, String> sent) {
        return new LinkQuestion(text, now, accessKeySecret, method, sent, region, bucket);
    }

    /** Returns this question with the region of the bucket. */
    public LinkQuestion withRegion(@Nullable String known) {
        return new LinkQuestion(text, now, accessKeySecret, method, headers, known, bucket);
    }

    /** Returns this question with the bucket. */
    public LinkQuestion withBucket(@Nullable String known) {
        return new LinkQuestion(text, now, accessKeySecret, method, headers, region, known);
    }

    /** Returns the value of a header of the request, whose name is in any case; {@code null} if there is none. */
    @Nullable String header(String name) {
        return header(headers, name);
    }

    static @Nullable String header(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Leaves out link, secret and header values. */
    @Override
    public String toString() {
        return "LinkQuestion[" + method + " at " + now + "]";
    }
}
