package io.github.osspresign.sign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of one scope, ready for HMAC-SHA256 (RFC 2104), and what links carry of its credentials; as secret as these. */
final class SigningKey {

    private static final int BLOCK_LENGTH = 64;
    private static final MessageDigest UNUSED = newDigest();

    private final OssCredentials credentials;
    private final long epochDay;
    private final String region;
    private final String date;
    private final String scope;
    private final String encodedCredential;
    private final @Nullable String encodedToken;
    private final byte[] innerPad;
    private final byte[] outerPad;

    /** Derives the key. */
    SigningKey(OssCredentials credentials, long epochDay, String region) {
        this.credentials = credentials;
        this.epochDay = epochDay;
        this.region = region;
        SigningScope signingScope = SigningScope.of(epochDay, region);
        this.date = signingScope.date();
        this.scope = signingScope.toString();
        this.encodedCredential = PercentEncoding.encode(credentials.accessKeyId() + "/" + scope);
        String token = credentials.securityToken();
        this.encodedToken = token == null ? null : PercentEncoding.encode(token);
        byte[] key = signingScope.signingKey(credentials.accessKeySecret());
        this.innerPad = pad(key, 0x36);
        this.outerPad = pad(key, 0x5c);
    }

    /** Whether it is the key of such a link, and its parameters are those of the link. */
    boolean isFor(OssCredentials others, long day, String otherRegion) {
        return day == epochDay
                && otherRegion.equals(region)
                && others.accessKeySecret().equals(credentials.accessKeySecret())
                && others.accessKeyId().equals(credentials.accessKeyId())
                && Objects.equals(others.securityToken(), credentials.securityToken());
    }

    /** The signing day, {@code yyyyMMdd}. */
    String date() {
        return date;
    }

    /** The scope as it is signed. */
    String scope() {
        return scope;
    }

    /** Key id and scope as a parameter has them. */
    String encodedCredential() {
        return encodedCredential;
    }

    /** The security token as a parameter has it, where there is one. */
    @Nullable String encodedToken() {
        return encodedToken;
    }

    /** The bytes that its parameters take. */
    int parametersLength() {
        return encodedCredential.length() + (encodedToken == null ? 0 : encodedToken.length());
    }

    /** Gives a digest what makes its hash the signature of the text, which is used up. */
    void sign(SigningBuffer text, MessageDigest sha256) {
        sha256.update(innerPad);
        text.update(sha256);
        text.replaceByHash(sha256);
        sha256.update(outerPad);
        text.update(sha256);
    }

    /** A SHA-256 of one's own; to copy one costs less than to look one up. */
    static MessageDigest sha256() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return newDigest();
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] pad(byte[] key, int mask) {
        byte[] pad = new byte[BLOCK_LENGTH];
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            pad[i] = (byte) ((i < key.length ? key[i] : 0) ^ mask);
        }
        return pad;
    }

    @Override
    public String toString() {
        return "SigningKey[" + scope + "]";
    }
}
