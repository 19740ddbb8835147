package io.github.osspresign.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that make a URL a signed one, as far as they can be read.
 *
 * @param style how the URL is signed
 * @param accessKeyId the id of the key
 * @param token the token of temporary credentials
 * @param signature the signature, decoded
 * @param region the region that is signed (V4)
 * @param signedAt when it was signed (V4)
 * @param expiresAt the end of its life
 * @param additionalHeaders names of headers that are signed besides those that OSS always signs
 */
record SignatureParameters(
        SignatureStyle style,
        @Nullable String accessKeyId,
        @Nullable String token,
        @Nullable String signature,
        @Nullable String region,
        @Nullable Instant signedAt,
        @Nullable Instant expiresAt,
        List<String> additionalHeaders) {

    /** Of a URL whose signature cannot be read. */
    static SignatureParameters unreadable(SignatureStyle style) {
        return new SignatureParameters(style, null, null, null, null, null, null, List.of());
    }

    @Override
    public String toString() {
        return "SignatureParameters[" + style + "]";
    }
}
