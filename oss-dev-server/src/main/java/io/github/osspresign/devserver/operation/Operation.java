// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import java.io.IOException;

/** An operation of the OSS API. */
@FunctionalInterface
public interface Operation {

    /**
     * Handles a request.
     *
     * @param bucket bucket of the request, a new one if the operation creates it, or the service if the request has none
     */
    Response handle(OssRequest request, BucketInfo bucket) throws IOException;
}
