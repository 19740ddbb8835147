package io.github.osspresign.sign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/** The key of one scope, ready for HMAC-SHA256 (RFC 2104), and what links carry of its credentials; as secret as these. */
final class SigningKey {

    /** Bytes that {@link #sign} needs in front of a text. */
    static final int PAD_LENGTH = 64;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(SigningKey::newDigest);

    private final OssCredentials credentials;
    private final long epochDay;
    private final String region;
    private final String date;
    private final String scope;
    private final String credentialParameter;
    private final String dateParameter;
    private final String tokenParameter;
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
        this.credentialParameter =
                "&x-oss-credential=" + PercentEncoding.encode(credentials.accessKeyId() + "/" + scope);
        this.dateParameter = "&x-oss-date=" + date;
        String token = credentials.securityToken();
        this.tokenParameter = token == null ? "" : "&x-oss-security-token=" + PercentEncoding.encode(token);
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

    /** Key id and scope as a URL has them, as in {@code &name=value}. */
    String credentialParameter() {
        return credentialParameter;
    }

    /** The parameter of the date, which the time of day is to follow. */
    String dateParameter() {
        return dateParameter;
    }

    /** The security token as a URL has it; empty where there is none. */
    String tokenParameter() {
        return tokenParameter;
    }

    /** Gives a digest what makes its hash the signature of the text, which is used up. */
    void sign(SigningBuffer text, MessageDigest sha256) {
        int start = text.start();
        text.prepend(innerPad).update(sha256);
        text.cutTo(start, text.end());
        text.replaceByHash(sha256);
        text.prepend(outerPad).update(sha256);
    }

    /** The thread's SHA-256, as good as new; to make one costs as much as to hash a block. */
    static MessageDigest sha256() {
        MessageDigest sha256 = SHA256.get();
        sha256.reset();
        return sha256;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
