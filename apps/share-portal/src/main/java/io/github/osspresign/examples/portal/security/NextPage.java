// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.regex.Pattern;

/**
 * Page that a login leads to: the one that was asked for. It is a parameter of the login page and not part of a session, which
 * each stranger would begin.
 */
final class NextPage {

    private static final String PARAMETER = "next";
    private static final String START = "/";

    /** A path of this host. Browsers take two slashes of either kind for a host, and ignore control characters between them. */
    private static final Pattern OWN = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]*");

    private NextPage() {}

    /** Returns the page that a request for logging in names, or the start page if that is not one of this host. */
    static String of(HttpServletRequest login) {
        String next = login.getParameter(PARAMETER);
        return next != null && OWN.matcher(next).matches() ? next : START;
    }

    /** Returns the address of the login page for a request that needs a login. */
    static String login(HttpServletRequest request) {
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        return address("", request.getMethod().equals("GET") ? asked : START);
    }

    /**
     * Returns the address of the login page after a login that was refused.
     *
     * @param message parameter that lets the page say why
     */
    static String refused(HttpServletRequest login, String message) {
        return address(message, of(login));
    }

    private static String address(String message, String next) {
        String parameter = next.equals(START) ? "" : PARAMETER + "=" + URLEncoder.encode(next, UTF_8);
        String query = message + (message.isEmpty() || parameter.isEmpty() ? "" : "&") + parameter;
        return "/login" + (query.isEmpty() ? "" : "?" + query);
    }
}
