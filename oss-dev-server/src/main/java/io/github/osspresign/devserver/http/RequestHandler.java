package io.github.osspresign.devserver.http;

import java.io.IOException;

/** Whatever turns a request into a response. */
@FunctionalInterface
public interface RequestHandler {

    Response handle(Request request) throws IOException;
}
