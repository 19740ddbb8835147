// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Attempts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits failed logins of a network address, and, ten times higher, of all together, like passwords of shares. */
final class LoginLimit extends OncePerRequestFilter {

    private final Attempts attempts;
    private final PortalProperties limits;
    private final Clock clock;

    LoginLimit(Attempts attempts, PortalProperties limits, Clock clock) {
        this.attempts = attempts;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getServletPath().equals("/login");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Attempts.Attempt> attempt = attempts.begin(
                "login", request.getRemoteAddr(), limits.passwordAttempts(), limits.passwordPeriod(), clock.instant());
        if (attempt.isEmpty()) {
            response.sendRedirect(NextPage.refused(request, "blocked"));
            return;
        }
        chain.doFilter(request, response);
        if (SecurityContextHolder.getContext().getAuthentication() != null) {
            attempts.forget(attempt.get());
        }
    }
}
