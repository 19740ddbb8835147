// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.token.KeyBasedPersistenceTokenService;
import org.springframework.security.core.token.Token;

/**
 * Signed cookies of browsers in which the right password was entered before. They have separate limits, so that nobody else can
 * lock them out. Another password makes all cookies invalid.
 */
public final class KnownBrowsers {

    private final KeyBasedPersistenceTokenService tokens = new KeyBasedPersistenceTokenService();

    /** @param password secret, such as the hash of a password */
    public KnownBrowsers(String password) {
        tokens.setServerSecret(password);
        tokens.setServerInteger(1);
        tokens.setSecureRandom(new SecureRandom());
    }

    /** Returns the cookie of a browser in which a password of a user or a share was right. */
    public String cookie(String owner) {
        return tokens.allocateToken(owner).getKey();
    }

    /** Returns what to add to the subject of attempts with a cookie, empty for a browser that is not known. */
    public String subject(@Nullable String cookie, @Nullable String owner) {
        try {
            Token token = tokens.verifyToken(cookie == null ? "" : cookie);
            // Not the text of the cookie: the service accepts several texts of a token.
            return token != null && token.getExtendedInformation().equals(owner)
                    ? " " + RandomToken.hash(owner + " " + token.getKeyCreationTime())
                    : "";
        } catch (IllegalArgumentException e) {
            // A text that a client has sent.
            return "";
        }
    }
}
