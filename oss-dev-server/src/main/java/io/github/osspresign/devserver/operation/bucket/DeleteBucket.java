package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** DeleteBucket: deletes a bucket without objects and without unfinished multipart uploads. */
final class DeleteBucket implements Operation {

    private final ObjectStore store;
    private final MultipartUploads uploads;

    DeleteBucket(ObjectStore store, MultipartUploads uploads) {
        this.store = store;
        this.uploads = uploads;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of();
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketRules.requireExisting(store, request.requiredBucket());
        uploads.deleteBucket(request.requiredBucket());
        return Response.of(204);
    }
}
