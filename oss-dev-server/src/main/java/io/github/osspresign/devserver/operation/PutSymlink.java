package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.call.PercentEncoding;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** PutSymlink: an object that stands for another one, which need not exist yet. */
final class PutSymlink implements Operation {

    private final ObjectStore store;

    PutSymlink(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("symlink", "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        StoredHeaders.refuseUnimplemented(call.headers());
        ObjectKeys.requireValid(call.requiredKey());
        String target = call.header(Symlink.TARGET);
        if (target == null || target.isEmpty()) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error()
                    .with("ArgumentName", Symlink.TARGET)
                    .toException();
        }
        ObjectKeys.requireValid(PercentEncoding.decode(target, false));
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        Map<String, String> headers = new HashMap<>(StoredHeaders.of(call.headers(), call.requiredKey()));
        headers.put("x-oss-object-type", Symlink.TYPE);
        headers.put(Symlink.TARGET, target);
        try (StagedContent nothing = store.stage(InputStream.nullInputStream())) {
            ObjectInfo link = NewObject.commit(call, nothing, headers);
            return RequestedVersion.mark(Response.of(200).withHeader("ETag", link.entityTag()), bucket, link);
        }
    }
}
