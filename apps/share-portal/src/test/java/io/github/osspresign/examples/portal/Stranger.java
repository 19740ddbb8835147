// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import io.github.osspresign.test.Http;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;

/**
 * Somebody without an account, who keeps no cookies and follows no redirect. An address may also be that of the bucket.
 * Headers are given as name, value, name, value.
 */
public record Stranger(RunningPortal portal) {

    public HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(portal.uri(address));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpResponse<String> get(String address, String... headers) throws Exception {
        return Http.send(request(address, headers));
    }

    /** Sends a form. */
    public HttpResponse<String> post(String address, String form, String... headers) throws Exception {
        return Http.send(request(address, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    public static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Returns the cookies that a response sets, as the next request sends them. */
    public static String cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    /** Returns the cookie of that name that a response sets, as the next request sends it. */
    public static String cookie(HttpResponse<?> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
    }
}
