// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.RandomToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits failed logins like passwords of shares: of a network, and of all together. Each known device has separate limits. */
final class LoginLimit extends OncePerRequestFilter {

    private final Attempts attempts;
    private final KnownDevice devices;
    private final PortalProperties limits;
    private final Clock clock;

    LoginLimit(Attempts attempts, KnownDevice devices, PortalProperties limits, Clock clock) {
        this.attempts = attempts;
        this.devices = devices;
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
        Optional<Attempts.Attempt> attempt = begin(request, devices.of(request));
        if (attempt.isEmpty()) {
            response.sendRedirect(NextPage.refused(request, "blocked"));
            return;
        }
        chain.doFilter(request, response);
        if (SecurityContextHolder.getContext().getAuthentication() != null) {
            attempts.forget(attempt.get());
        }
    }

    private Optional<Attempts.Attempt> begin(HttpServletRequest request, @Nullable String device) {
        String subject = device == null ? "login" : "login " + RandomToken.hash(device);
        return attempts.begin(
                subject, request.getRemoteAddr(), limits.passwordAttempts(), limits.passwordPeriod(), clock.instant());
    }
}
