package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** DeleteBucket: only a bucket without objects and without multipart uploads under way can go. */
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
    public Response answer(OssCall call) throws IOException {
        Buckets.requireExisting(store, call.requiredBucket());
        if (!uploads.deleteBucket(call.requiredBucket())) {
            throw OssErrorCode.BUCKET_NOT_EMPTY
                    .error()
                    .with("BucketName", call.requiredBucket())
                    .toException();
        }
        return Response.of(204);
    }
}
