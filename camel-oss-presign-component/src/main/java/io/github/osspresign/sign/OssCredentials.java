package io.github.osspresign.sign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a URL is signed with.
 *
 * @param accessKeyId the public half, visible in every link
 * @param accessKeySecret the secret half
 * @param securityToken the token of temporary credentials (STS); it travels in the link
 * @param expiresAt the end of the temporary credentials, where it is known; a link dies with them
 */
public record OssCredentials(
        String accessKeyId,
        String accessKeySecret,
        @Nullable String securityToken,
        @Nullable Instant expiresAt) {

    /** @throws IllegalArgumentException if the key id or the secret is blank or holds control characters, the token too where there is one, or UTF-8 cannot hold it */
    public OssCredentials {
        requirePresent("access key id", accessKeyId);
        requirePresent("access key secret", accessKeySecret);
        if (securityToken != null) {
            requirePresent("security token", securityToken);
        }
    }

    /** Credentials without an end. */
    public static OssCredentials of(String accessKeyId, String accessKeySecret) {
        return new OssCredentials(accessKeyId, accessKeySecret, null, null);
    }

    /** Whether these are temporary. */
    public boolean isTemporary() {
        return securityToken != null;
    }

    private static void requirePresent(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + ": expected a value but was blank");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + ": must be text without control characters, such as a line break at its end, but has some");
        }
        Utf8.length(what, value);
    }

    @Override
    public String toString() {
        return "OssCredentials[" + (isTemporary() ? "temporary" : "long-term") + "]";
    }
}
