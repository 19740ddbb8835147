// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.admin;

import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the status page. Its policy allows only its own script and style, and nothing inline. */
final class PageFiles {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "status.html", "text/html; charset=utf-8",
            "status.css", "text/css; charset=utf-8",
            "status.js", "text/javascript; charset=utf-8");

    private PageFiles() {}

    /** Returns the file for a path, or null if there is none. */
    static @Nullable Response find(String path) throws IOException {
        String name = path.equals("/") ? "status.html" : path.substring(1);
        String type = TYPES.get(name);
        if (type == null) {
            return null;
        }
        try (InputStream content = PageFiles.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException(name + " is not in the jar");
            }
            return Response.of(200)
                    .withHeader("Content-Type", type)
                    .withHeader("Content-Security-Policy", POLICY)
                    .withHeader("X-Content-Type-Options", "nosniff")
                    .withHeader("Referrer-Policy", "no-referrer")
                    .withHeader("Cross-Origin-Resource-Policy", "same-origin")
                    .withHeader("Cache-Control", "no-store")
                    .withBody(Body.of(content.readAllBytes()));
        }
    }
}
