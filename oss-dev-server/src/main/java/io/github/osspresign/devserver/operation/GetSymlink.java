package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.call.PercentEncoding;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.HttpDate;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetSymlink: the percent-encoded key that a symlink stands for, whether or not there is such an object. */
final class GetSymlink implements Operation {

    private final ObjectStore store;

    GetSymlink(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("symlink", RequestedVersion.PARAMETER, "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        ObjectInfo link = RequestedVersion.of(call).find(store);
        if (!link.type().equals(Symlink.TYPE)) {
            throw OssErrorCode.NOT_SYMLINK.error().with("Key", link.key()).toException();
        }
        Response response = Response.of(200)
                .withHeader("ETag", link.entityTag())
                .withHeader("Last-Modified", HttpDate.format(link.lastModified()))
                .withHeader(Symlink.TARGET, PercentEncoding.encode(Symlink.targetKey(link)));
        return RequestedVersion.mark(response, bucket, link);
    }
}
