// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses large bodies of requests to the API and to pages of requests before they are read. Files go to the bucket and not through the portal. */
final class BodyLimit extends OncePerRequestFilter {

    static final int MAX_BYTES = 64 * 1024;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.startsWith("/api/") && !path.startsWith("/r/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            JsonError.send(response, HttpStatus.LENGTH_REQUIRED, "the request must have a Content-Length");
        } else if (request.getContentLengthLong() > MAX_BYTES) {
            JsonError.send(
                    response, HttpStatus.PAYLOAD_TOO_LARGE, "the request must have at most " + MAX_BYTES + " bytes");
        } else {
            chain.doFilter(request, response);
        }
    }
}
