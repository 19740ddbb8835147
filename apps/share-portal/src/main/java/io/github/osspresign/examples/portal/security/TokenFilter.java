// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs in the owner of the token of a request, for this request only. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiTokens tokens;

    TokenFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    /** Returns whether a request is one of a program. A browser does not send this header to another site by itself. */
    static boolean isMeant(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return request.getServletPath().startsWith("/api/")
                && header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length());
        tokens.owner(secret.strip()).ifPresent(name -> SecurityContextHolder.setContext(ProxyLogin.loggedIn(name)));
        chain.doFilter(request, response);
    }
}
