// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.KnownBrowsers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Limits failed logins like passwords of shares: of a network, and of all together. A browser in which the user has logged in
 * before, which a signed cookie proves, has separate limits, so that nobody else can lock the user out there. Another password of
 * the user makes all cookies invalid.
 */
final class LoginLimit extends OncePerRequestFilter {

    private static final String DEVICE = "device";

    private final KnownBrowsers devices;
    private final Attempts attempts;
    private final PortalProperties properties;

    LoginLimit(Attempts attempts, PortalProperties properties, String password) {
        this.attempts = attempts;
        this.properties = properties;
        devices = new KnownBrowsers(password);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getServletPath().equals("/login");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Cookie device = WebUtils.getCookie(request, DEVICE);
        List<Long> attempt = attempts.begin(
                "login" + devices.subject(device == null ? null : device.getValue(), request.getParameter("username")),
                request.getRemoteAddr(),
                properties.passwordAttempts(),
                properties.passwordPeriod());
        if (attempt.isEmpty()) {
            response.sendRedirect(NextPage.refused(request, "blocked"));
            return;
        }
        chain.doFilter(request, response);
        if (SecurityContextHolder.getContext().getAuthentication() != null) {
            attempts.forget(attempt);
        }
    }

    /** Leads on a user who has logged in, and marks the browser. */
    void succeed(HttpServletRequest login, HttpServletResponse response, Authentication user) throws IOException {
        String token = devices.cookie(user.getName());
        response.addHeader(HttpHeaders.SET_COOKIE, properties.cookie(DEVICE, token, "/login", Duration.ofDays(365)));
        response.sendRedirect(NextPage.of(login));
    }
}
