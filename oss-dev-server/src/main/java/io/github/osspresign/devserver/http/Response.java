// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

/** An HTTP response. */
public record Response(int status, Headers headers, Body body) {

    private static final Body EMPTY = Body.of(new byte[0]);

    /** Returns a response without headers and body. */
    public static Response of(int status) {
        return new Response(status, Headers.NONE, EMPTY);
    }

    public Response withHeader(String name, String value) {
        return new Response(status, headers.with(name, value), body);
    }

    public Response withHeaders(Headers changed) {
        return new Response(status, changed, body);
    }

    public Response withBody(Body changed) {
        return new Response(status, headers, changed);
    }
}
