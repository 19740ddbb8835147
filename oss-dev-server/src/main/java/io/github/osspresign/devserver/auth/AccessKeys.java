// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The access keys that the server accepts: permanent keys, and keys of STS with a token and an expiration time. */
public final class AccessKeys {

    /** An access key of STS. */
    public record Session(String accessKeyId, String accessKeySecret, String securityToken, Instant end) {

        /** Leaves out the secret and the token. */
        @Override
        public String toString() {
            return "Session[" + accessKeyId + ", end=" + end + "]";
        }
    }

    /** The first characters of the ID of every key of STS. */
    private static final String STS_PREFIX = "STS.";

    private final Map<String, String> secrets;
    private final List<Session> sessions;

    public AccessKeys(Map<String, String> secrets, List<Session> sessions) {
        this.secrets = Map.copyOf(secrets);
        this.sessions = List.copyOf(sessions);
    }

    /** Returns the secret of the key, or throws the error of OSS for this pair of key and token. */
    String secret(String accessKeyId, @Nullable String securityToken, Instant now) {
        if (securityToken != null) {
            return sessionSecret(accessKeyId, securityToken, now);
        }
        String secret = secrets.get(accessKeyId);
        if (secret == null) {
            throw accessKeyId.startsWith(STS_PREFIX) ? withoutToken(accessKeyId) : unknown(accessKeyId);
        }
        return secret;
    }

    /** Returns the secrets of all keys. */
    Stream<String> secrets() {
        return Stream.concat(secrets.values().stream(), sessions.stream().map(Session::accessKeySecret))
                .sorted();
    }

    /** Returns the IDs of the permanent keys. */
    Stream<String> ids() {
        return secrets.keySet().stream().sorted();
    }

    /** Returns whether only a key of STS has this ID. */
    boolean isTemporary(String accessKeyId) {
        return !secrets.containsKey(accessKeyId)
                && sessions.stream().anyMatch(session -> session.accessKeyId().equals(accessKeyId));
    }

    /** Returns an access key ID as messages show it. It may be a secret by mistake. */
    static String shortened(String accessKeyId) {
        return accessKeyId.length() < 12
                ? accessKeyId
                : accessKeyId.substring(0, 4) + "..." + accessKeyId.substring(accessKeyId.length() - 4);
    }

    private static OssException withoutToken(String accessKeyId) {
        return OssErrorCode.INVALID_ACCESS_KEY_ID
                .error("The OSS Access Key Id you provided does not exist in our records."
                        + " The Security Token may be lost to specify that it is a STS Access Id.")
                .ec("0002-00000003")
                .with("OSSAccessKeyId", accessKeyId);
    }

    private static OssException unknown(String accessKeyId) {
        return OssErrorCode.INVALID_ACCESS_KEY_ID.error().ec("0002-00000902").with("OSSAccessKeyId", accessKeyId);
    }

    private String sessionSecret(String accessKeyId, String securityToken, Instant now) {
        Session session = null;
        for (Session known : sessions) {
            if (known.securityToken().equals(securityToken)) {
                session = known;
            }
        }
        if (session == null && secrets.containsKey(accessKeyId)) {
            // No key of STS has this id.
            throw unknown(accessKeyId);
        }
        if (session == null) {
            throw OssErrorCode.INVALID_SECURITY_TOKEN.error();
        }
        if (!session.accessKeyId().equals(accessKeyId)) {
            throw OssErrorCode.ACCESS_KEY_ID_AND_SECURITY_TOKEN_NOT_MATCH.error();
        }
        if (now.isAfter(session.end())) {
            throw OssErrorCode.SECURITY_TOKEN_EXPIRED
                    .error()
                    .ec("0002-00000007")
                    .with("SecurityToken", securityToken);
        }
        return session.accessKeySecret();
    }

    /** Leaves out the secrets. */
    @Override
    public String toString() {
        return "AccessKeys" + secrets.keySet() + sessions;
    }
}
