// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Responds while the portal starts or ends, when no route runs. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Unavailable extends OncePerRequestFilter {

    private final ApplicationAvailability availability;

    Unavailable(ApplicationAvailability availability) {
        this.availability = availability;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            chain.doFilter(request, response);
        } else {
            // An error page would need the routes.
            WholeBody.refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "the portal is starting or ending; try again");
        }
    }
}
