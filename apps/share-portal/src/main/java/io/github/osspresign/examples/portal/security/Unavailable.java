// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Responds while the portal starts or ends, when no route runs, and where the database fails, also in a filter. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Unavailable extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);

    private final ApplicationAvailability availability;

    Unavailable(ApplicationAvailability availability) {
        this.availability = availability;
    }

    /** A request with a body comes back with it. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isAsyncDispatch(request) && availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            // An error page would need the routes.
            WholeBody.refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "the portal is starting or ending; try again");
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            // Those of controllers have a cause.
            Throwable problem = e instanceof ServletException ? e.getCause() : e;
            boolean isOfDatabase = problem instanceof DataAccessException || problem instanceof TransactionException;
            if (!isOfDatabase || response.isCommitted()) {
                throw e;
            }
            LOG.warn("database: {}", String.valueOf(problem));
            response.resetBuffer();
            response.sendError(
                    HttpStatus.SERVICE_UNAVAILABLE.value(),
                    "the database does not respond; nothing was changed; try again");
        }
    }
}
