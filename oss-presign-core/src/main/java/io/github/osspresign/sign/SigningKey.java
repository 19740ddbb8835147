// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.Sha256;
import java.security.MessageDigest;
import java.util.Objects;

/** Signing key of one scope, prepared for HMAC-SHA256 (RFC 2104), with the parameters that its links share. Secret. */
final class SigningKey {

    /** Bytes of space that {@link #sign} needs before a text. */
    static final int PAD_LENGTH = 64;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Sha256::digest);

    private final OssCredentials credentials;
    private final long epochDay;
    private final String region;
    private final String scope;
    private final String credentialParameter;
    private final String tokenParameter;
    private final byte[] innerPad;
    private final byte[] outerPad;

    /** Derives the key from the secret of the credentials. */
    SigningKey(OssCredentials credentials, long epochDay, String region) {
        this.credentials = credentials;
        this.epochDay = epochDay;
        this.region = region;
        SigningScope signingScope = SigningScope.of(epochDay, region);
        this.scope = signingScope.toString();
        this.credentialParameter =
                "&x-oss-credential=" + PercentCoding.PARAMETER.encode(credentials.accessKeyId() + "/" + scope);
        String token = credentials.securityToken();
        this.tokenParameter = token == null ? "" : "&x-oss-security-token=" + PercentCoding.PARAMETER.encode(token);
        byte[] key = signingScope.signingKey(credentials.accessKeySecret());
        this.innerPad = pad(key, 0x36);
        this.outerPad = pad(key, 0x5c);
    }

    /** Returns whether the key and its parameters fit links of these credentials, day and region. */
    boolean isFor(OssCredentials others, long day, String otherRegion) {
        return day == epochDay
                && otherRegion.equals(region)
                && others.accessKeySecret().equals(credentials.accessKeySecret())
                && others.accessKeyId().equals(credentials.accessKeyId())
                && Objects.equals(others.securityToken(), credentials.securityToken());
    }

    /** Returns the scope in the form that is signed, which begins with the signing day, {@code yyyyMMdd}. */
    String scope() {
        return scope;
    }

    /** Returns the parameter with access key id and scope, encoded, such as {@code &name=value}. */
    String credentialParameter() {
        return credentialParameter;
    }

    /** Returns the parameter with the security token, encoded; empty for long-term credentials. */
    String tokenParameter() {
        return tokenParameter;
    }

    /** Updates a digest so that its hash is the signature of the text. The text is overwritten. */
    void sign(SigningBuffer text, MessageDigest sha256) {
        int start = text.start();
        text.prepend(innerPad).update(sha256);
        text.setBounds(start, text.end());
        text.replaceByHash(sha256);
        text.prepend(outerPad).update(sha256);
    }

    /** Returns the SHA-256 digest of the thread, reset. Creating a digest costs as much as hashing a block. */
    static MessageDigest sha256() {
        MessageDigest sha256 = SHA256.get();
        sha256.reset();
        return sha256;
    }

    private static byte[] pad(byte[] key, int mask) {
        byte[] pad = new byte[PAD_LENGTH];
        for (int i = 0; i < PAD_LENGTH; i++) {
            pad[i] = (byte) ((i < key.length ? key[i] : 0) ^ mask);
        }
        return pad;
    }

    @Override
    public String toString() {
        return "SigningKey[" + scope + "]";
    }
}
