// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.OssRequest;
import java.io.IOException;

/** An operation of the OSS API. */
@FunctionalInterface
public interface Operation {

    Response handle(OssRequest request) throws IOException;
}
