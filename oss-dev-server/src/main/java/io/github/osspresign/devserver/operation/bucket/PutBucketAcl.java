package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** PutBucketAcl: sets the ACL to the header {@code x-oss-acl}. */
final class PutBucketAcl implements Operation {

    private final ObjectStore store;

    PutBucketAcl(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("acl");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        String acl = request.header("x-oss-acl");
        if (acl == null) {
            throw OssErrorCode.MISSING_ARGUMENT
                    .error()
                    .with("ArgumentName", "x-oss-acl")
                    .toException();
        }
        BucketRules.requireAcl(acl);
        store.changeBucket(bucket.name(), info -> info.with(BucketRules.ACL, acl));
        return Response.of(200);
    }
}
