// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the CORS headers that browsers check, and handles preflight requests. The server rejects no request because of
 * its origin; the browser does.
 */
public final class CrossOrigin {

    private static final String ORIGIN = "Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

    private final ObjectStore store;

    public CrossOrigin(ObjectStore store) {
        this.store = store;
    }

    /** Returns whether the request is a CORS preflight request, which has no signature. */
    public static boolean isPreflight(OssRequest request) {
        return request.method().equals("OPTIONS") && request.bucket() != null;
    }

    /** Returns the response to a preflight request, or throws AccessForbidden. */
    public Response permission(OssRequest request) {
        String origin = required(request, ORIGIN);
        String method = required(request, REQUEST_METHOD);
        List<String> headers = names(request.header(REQUEST_HEADERS));
        CorsConfiguration configuration =
                CorsConfiguration.of(BucketRules.requireExisting(store, request.requiredBucket()));
        if (configuration == null) {
            throw OssErrorCode.ACCESS_FORBIDDEN.error("CORSResponse: CORS is not enabled for this bucket.");
        }
        for (CorsRule rule : configuration.rules()) {
            if (rule.allows(origin, method) && rule.allowsHeaders(headers)) {
                return permission(rule, origin, headers);
            }
        }
        throw OssErrorCode.ACCESS_FORBIDDEN.error();
    }

    private static Response permission(CorsRule rule, String origin, List<String> headers) {
        Response response = Response.of(200)
                .withHeaders(granted(Headers.NONE, rule, origin))
                .withHeader("Access-Control-Allow-Methods", String.join(", ", rule.allowedMethods()));
        if (!headers.isEmpty()) {
            response = response.withHeader("Access-Control-Allow-Headers", String.join(", ", headers));
        }
        return rule.maxAgeSeconds() == null
                ? response
                : response.withHeader("Access-Control-Max-Age", rule.maxAgeSeconds());
    }

    /** Adds the CORS headers to the response of any other request, also to an error, if a rule allows the origin. */
    public Response addHeaders(OssRequest request, Response response) {
        String origin = request.header(ORIGIN);
        BucketInfo bucket = request.bucket() == null ? null : store.bucket(request.bucket());
        CorsConfiguration configuration = bucket == null ? null : CorsConfiguration.of(bucket);
        if (configuration == null || isPreflight(request)) {
            return response;
        }
        for (CorsRule rule : configuration.rules()) {
            if (origin != null && rule.allows(origin, request.method())) {
                return response.withHeaders(granted(response.headers(), rule, origin));
            }
        }
        return configuration.responseVary()
                ? response.withHeaders(response.headers().plus("Vary", ORIGIN))
                : response;
    }

    private static Headers granted(Headers headers, CorsRule rule, String origin) {
        Headers granted = headers.with("Access-Control-Allow-Origin", origin).plus("Vary", ORIGIN);
        return rule.exposeHeaders().isEmpty()
                ? granted
                : granted.with("Access-Control-Expose-Headers", String.join(", ", rule.exposeHeaders()));
    }

    private static String required(OssRequest request, String name) {
        String value = request.header(name);
        if (value == null || value.isBlank()) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("A preflight request needs the header " + name + ".")
                    .with("ArgumentName", name);
        }
        return value.strip();
    }

    private static List<String> names(@Nullable String list) {
        return Arrays.stream((list == null ? "" : list).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
