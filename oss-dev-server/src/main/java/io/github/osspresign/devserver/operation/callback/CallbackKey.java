// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.callback;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.PercentEncoding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

/**
 * RSA key with which the servers of this process sign callbacks, because only OSS has its own. The public key is at an
 * address that needs no signature.
 */
public final class CallbackKey {

    /** Path of the public key, on every host of a server. */
    public static final String PATH = "/callback_pub_key_v1.pem";

    private static final int BITS = 1024;

    private CallbackKey() {}

    /** The key, which is generated for the first callback. */
    private static final class Pair {
        static final KeyPair OF_THE_PROCESS = generate();
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether a request is for the public key, and not for an object with this key. */
    public static boolean isRequested(Request request) {
        return request.method().equals("GET")
                && request.target().equals(PATH)
                && request.header("Authorization") == null;
    }

    /** Returns the response with the public key in PEM form. */
    public static Response response() {
        byte[] key = Pair.OF_THE_PROCESS.getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PUBLIC KEY-----\n";
        return new Response(
                200,
                Headers.of(Map.of("Content-Type", "application/octet-stream")),
                Body.of(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Returns the signature of a callback in Base64: of the decoded path, the query, a line feed and the body. */
    static String sign(URI url, String body) {
        String path = PercentEncoding.decode(url.getRawPath().isEmpty() ? "/" : url.getRawPath(), false);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(Pair.OF_THE_PROCESS.getPrivate());
            signature.update((path + query + "\n" + body).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
