// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.admin;

import io.github.osspresign.devserver.http.Request;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects requests that web pages send. A page in a browser of this machine also reaches the loopback address: with its own
 * host name, with an Origin, or with the Sec-Fetch-Site of another site. Only the status page itself may send requests.
 */
final class LocalPageRule {

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private LocalPageRule() {}

    static boolean allows(Request request) {
        String host = request.header("Host");
        if (host == null || !LOOPBACK_HOST.matcher(host).matches()) {
            return false;
        }
        String ownOrigin = "http://" + host.toLowerCase(Locale.ROOT);
        return request.headers().asMap().entrySet().stream()
                .allMatch(header -> switch (header.getKey().toLowerCase(Locale.ROOT)) {
                    case "origin" -> header.getValue().stream().allMatch(ownOrigin::equals);
                    case "sec-fetch-site" -> OWN_SITE.containsAll(header.getValue()) || isVisit(request);
                    default -> true;
                });
    }

    /** Returns whether a person follows a link to the page, which has no effect. */
    private static boolean isVisit(Request request) {
        return request.method().equals("GET")
                && request.target().equals("/")
                && "navigate".equals(request.header("Sec-Fetch-Mode"));
    }
}
