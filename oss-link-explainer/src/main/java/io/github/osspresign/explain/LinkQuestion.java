package io.github.osspresign.explain;

import io.github.osspresign.sign.HttpMethod;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about a link, and what is known about it from elsewhere.
 *
 * @param text the link, as it was found
 * @param now the time at which somebody uses it
 * @param accessKeySecret the secret of the key that it should be signed with; without one the signature is not checked
 * @param method the method that somebody uses it with
 * @param headers headers that are sent with it
 * @param region the bucket's region id
 * @param bucket the bucket; a bucket's own domain does not show it
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

    /** About a link that is opened with GET and without further headers, all else unknown. */
    public static LinkQuestion of(String text, Instant now) {
        return new LinkQuestion(text, now, null, HttpMethod.GET, Map.of(), null, null);
    }

    /** With the secret to check the signature with. */
    public LinkQuestion withAccessKeySecret(@Nullable String secret) {
        return new LinkQuestion(text, now, secret, method, headers, region, bucket);
    }

    /** With the method that somebody uses the link with. */
    public LinkQuestion withMethod(HttpMethod used) {
        return new LinkQuestion(text, now, accessKeySecret, used, headers, region, bucket);
    }

    /** With the headers that are sent. */
    public LinkQuestion withHeaders(Map<String, String> sent) {
        return new LinkQuestion(text, now, accessKeySecret, method, sent, region, bucket);
    }

    /** With the bucket's region id. */
    public LinkQuestion withRegion(@Nullable String known) {
        return new LinkQuestion(text, now, accessKeySecret, method, headers, known, bucket);
    }

    /** With the name of the bucket. */
    public LinkQuestion withBucket(@Nullable String known) {
        return new LinkQuestion(text, now, accessKeySecret, method, headers, region, known);
    }

    /** Without link, secret and header values. */
    @Override
    public String toString() {
        return "LinkQuestion[" + method + " at " + now + "]";
    }
}
