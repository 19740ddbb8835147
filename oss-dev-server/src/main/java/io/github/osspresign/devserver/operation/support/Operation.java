package io.github.osspresign.devserver.operation.support;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.OssRequest;
import java.io.IOException;
import java.util.Set;

/** One operation of the OSS API. */
public interface Operation {

    Response handle(OssRequest request) throws IOException;

    /** Returns the sub-resources and extras in the query that this operation knows what to do with. */
    Set<String> knownParameters();
}
