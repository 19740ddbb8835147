// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;

/** Handles a request. */
@FunctionalInterface
public interface RequestHandler {

    Response handle(Request request) throws IOException;
}
