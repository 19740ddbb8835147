// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

/** HTTP method that a presigned URL allows. The method is part of the signature. */
public enum HttpMethod {
    GET,
    HEAD,
    PUT,
    DELETE,
    POST
}
