// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.token.KeyBasedPersistenceTokenService;
import org.springframework.security.core.token.Token;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Recognises a browser in which a user has logged in before, by a signed cookie. Its failed logins are counted separately,
 * so that nobody else can lock the user out there. Another password of the user makes all cookies invalid.
 */
@Component
final class KnownDevice {

    private static final String COOKIE = "device";

    private final KeyBasedPersistenceTokenService tokens = new KeyBasedPersistenceTokenService();
    private final PortalProperties properties;

    KnownDevice(SecurityProperties configured, PortalProperties properties) {
        this.properties = properties;
        tokens.setServerSecret(configured.getUser().getPassword());
        tokens.setServerInteger(1);
        tokens.setSecureRandom(new SecureRandom());
    }

    /** Returns the cookie of a device on which the user who logs in has done so before, {@code null} if there is none. */
    @Nullable String of(HttpServletRequest login) {
        Cookie cookie = WebUtils.getCookie(login, COOKIE);
        String key = cookie == null ? "" : cookie.getValue();
        try {
            Token token = tokens.verifyToken(key);
            return token != null && token.getExtendedInformation().equals(login.getParameter("username")) ? key : null;
        } catch (IllegalArgumentException e) {
            // A text that a client has sent.
            return null;
        }
    }

    void remember(String user, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(
                        COOKIE, tokens.allocateToken(user).getKey())
                .path("/login")
                .maxAge(Duration.ofDays(365))
                .httpOnly(true)
                .secure(properties.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
