// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.syntax.PercentCoding;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers with which the service signs an upload callback (OSS API, "Callback"): RSA with MD5.
 *
 * @param authorization header {@code Authorization}: the signature in Base64
 * @param publicKeyUrl header {@code x-oss-pub-key-url}: the address of the public key in Base64
 * @param version header {@code x-oss-signature-version}
 */
public record CallbackSignature(
        @Nullable String authorization,
        @Nullable String publicKeyUrl,
        @Nullable String version) {

    /** Version of a callback without the header. The algorithm of version 2.0 is not published. */
    public static final String VERSION = "1.0";

    /** Above the size of any RSA key in PEM form, in characters. */
    public static final int MAX_KEY_LENGTH = 8 * 1024;

    private static final int MAX_HEADER_LENGTH = 4 * 1024;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----\\s*");

    /** Returns the address of the public key, {@code null} if the header has none. Anyone may have written it. */
    public @Nullable String keyAddress() {
        byte[] address = decoded(publicKeyUrl);
        return address == null ? null : new String(address, ISO_8859_1);
    }

    /**
     * Returns whether the owner of the key has signed a request.
     *
     * @param target path and query, as received
     * @param body body as received
     */
    public boolean isOf(PublicKey key, String target, byte[] body) {
        byte[] bytes = decoded(authorization);
        if (bytes == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initVerify(key);
            signature.update(signedText(target, body));
            return signature.verify(bytes);
        } catch (SignatureException e) {
            // Its length is not that of the key.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("MD5withRSA must be supported by the JDK", e);
        }
    }

    /** Returns what the signature covers: the decoded path, the query as received, a line feed and the body. */
    public static byte[] signedText(String target, byte[] body) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(PercentCoding.decodeBytes(path));
        text.writeBytes(target.substring(path.length()).getBytes(UTF_8));
        text.write('\n');
        text.writeBytes(body);
        return text.toByteArray();
    }

    /**
     * Parses a public key in PEM form.
     *
     * @throws IllegalArgumentException if the text is not an RSA key; the message does not show it
     */
    public static PublicKey publicKey(String pem) {
        Matcher encoded = PEM.matcher(pem);
        boolean isPem = pem.length() <= MAX_KEY_LENGTH && encoded.matches();
        try {
            byte[] der = Base64.getMimeDecoder().decode(isPem ? encoded.group(1) : "");
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("public key: must be an RSA key in PEM form", e);
        }
    }

    private static byte @Nullable [] decoded(@Nullable String base64) {
        if (base64 == null || base64.length() > MAX_HEADER_LENGTH) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns a text without the signature, with which anyone could repeat the request. */
    @Override
    public String toString() {
        return "CallbackSignature[" + version + "]";
    }
}
