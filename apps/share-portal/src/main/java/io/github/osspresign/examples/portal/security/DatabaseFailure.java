// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Responds where the database fails in a filter, for example for a session or a token. Controllers have texts for it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseFailure extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailure.class);

    /** A request with a body comes back with it. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("database: {}", e.getMessage());
            if (response.isCommitted()) {
                throw e;
            }
            response.resetBuffer();
            if (request.getServletPath().startsWith("/api/")) {
                JsonError.send(
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "the database does not respond; nothing was changed; try again");
            } else {
                response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            }
        }
    }
}
