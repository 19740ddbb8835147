// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.oss.syntax.Utf8;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Access key that signs URLs, long-term or temporary (STS).
 *
 * @param accessKeyId id of the access key, visible in every link
 * @param accessKeySecret secret of the access key
 * @param securityToken token of temporary credentials (STS), part of every link; {@code null} for long-term credentials
 * @param expiresAt expiry of temporary credentials, {@code null} if unknown; links that they sign expire with them
 */
public record OssCredentials(
        String accessKeyId,
        String accessKeySecret,
        @Nullable String securityToken,
        @Nullable Instant expiresAt) {

    /**
     * @throws IllegalArgumentException if the key id, the secret or a security token is blank, has control characters
     *     or has an unpaired surrogate
     */
    public OssCredentials {
        requireText("access key id", accessKeyId);
        requireText("access key secret", accessKeySecret);
        if (securityToken != null) {
            requireText("security token", securityToken);
        }
    }

    /** Returns long-term credentials. */
    public static OssCredentials of(String accessKeyId, String accessKeySecret) {
        return new OssCredentials(accessKeyId, accessKeySecret, null, null);
    }

    /** Returns whether the credentials are temporary, so have a security token. */
    public boolean isTemporary() {
        return securityToken != null;
    }

    private static void requireText(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + ": must not be blank");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + ": must be text without control characters; check for a line break at its end");
        }
        Utf8.encodedLength(what, value);
    }

    @Override
    public String toString() {
        return "OssCredentials[" + (isTemporary() ? "temporary" : "long-term") + "]";
    }
}
