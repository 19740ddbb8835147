package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** PutObjectAcl: the header {@code x-oss-object-acl} is the new ACL; nothing else of the object changes. */
final class PutObjectAcl implements Operation {

    private final ObjectStore store;

    PutObjectAcl(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("acl", "versionId", "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        String acl = call.header(ObjectAcl.NAME);
        if (acl == null) {
            throw OssErrorCode.MISSING_ARGUMENT
                    .error()
                    .with("ArgumentName", ObjectAcl.NAME)
                    .toException();
        }
        ObjectAcl.check(call.headers());
        Buckets.requireExisting(store, call.requiredBucket());
        boolean replaced = false;
        while (!replaced) {
            ObjectInfo info = store.find(call.requiredBucket(), call.requiredKey());
            if (info == null) {
                throw ObjectKeys.noSuchKey(call.requiredKey());
            }
            Map<String, String> headers = new HashMap<>(info.headers());
            headers.put(ObjectAcl.NAME, acl);
            replaced = store.replaceInfo(call.requiredBucket(), info, info.withHeaders(headers));
        }
        return Response.of(200);
    }
}
