package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Attempts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits failed logins of a network address, and, ten times higher, of all together, like passwords of shares. */
final class LoginLimit extends OncePerRequestFilter {

    private static final int ADDRESSES = 10;
    private static final String ALL = "login";

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
        Instant now = clock.instant();
        String ofAddress = ALL + " " + request.getRemoteAddr();
        long attempt;
        long addressAttempt;
        try {
            attempt = attempts.begin(ALL, now);
            addressAttempt = attempts.begin(ofAddress, now);
            if (exceeds(ofAddress, limits.passwordAttempts(), now)
                    || exceeds(ALL, limits.passwordAttempts() * ADDRESSES, now)) {
                response.sendRedirect(NextPage.refused(request, "blocked"));
                return;
            }
        } catch (DataAccessException e) {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        chain.doFilter(request, response);
        if (SecurityContextHolder.getContext().getAuthentication() != null) {
            attempts.forget(attempt);
            attempts.forget(addressAttempt);
        }
    }

    private boolean exceeds(String subject, int limit, Instant now) {
        return attempts.count(subject, limits.passwordPeriod(), now) > limit;
    }
}
