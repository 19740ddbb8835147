// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.share.UserName;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs in the user whom a proxy names in a header, for this request only. The header of anybody else has no effect. */
final class ProxyLogin extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyLogin.class);

    private final String header;

    ProxyLogin(String header) {
        this.header = header;
    }

    static SecurityContext loggedIn(String user) {
        return new SecurityContextImpl(
                new PreAuthenticatedAuthenticationToken(user, "", AuthorityUtils.createAuthorityList("ROLE_USER")));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> names = Collections.list(request.getHeaders(header));
        if (!names.isEmpty() && TrustedProxies.isFromProxy(request)) {
            if (names.size() == 1 && UserName.isValid(names.get(0))) {
                SecurityContextHolder.setContext(loggedIn(names.get(0)));
            } else {
                LOG.warn("{}: the name of the user {}", header, UserName.RULE);
            }
        }
        chain.doFilter(request, response);
    }
}
