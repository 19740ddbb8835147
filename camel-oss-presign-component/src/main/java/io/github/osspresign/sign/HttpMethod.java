package io.github.osspresign.sign;

/** The HTTP methods that a presigned URL can allow; the method is part of the signature. */
public enum HttpMethod {
    GET,
    HEAD,
    PUT,
    DELETE,
    POST
}
