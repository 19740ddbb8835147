package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.OssRequest;
import java.io.IOException;
import java.util.Set;

/** An operation of the OSS API. */
public interface Operation {

    Response handle(OssRequest request) throws IOException;

    /** Returns the query parameters that this operation supports, its sub-resource among them. */
    Set<String> knownParameters();

    /** Returns whether the bucket of the request need not exist. */
    default boolean createsBucket() {
        return false;
    }

    /** Returns whether the request body is a form that contains the signature and the key. */
    default boolean takesForm() {
        return false;
    }
}
