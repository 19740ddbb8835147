package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** PutBucketAcl: the header {@code x-oss-acl} is the new ACL. */
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
    public Response answer(OssCall call) throws IOException {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        String acl = call.header("x-oss-acl");
        if (acl == null) {
            throw OssErrorCode.MISSING_ARGUMENT
                    .error()
                    .with("ArgumentName", "x-oss-acl")
                    .toException();
        }
        Buckets.requireAcl(acl);
        store.changeBucket(bucket.name(), info -> info.with(Buckets.ACL, acl));
        return Response.of(200);
    }
}
