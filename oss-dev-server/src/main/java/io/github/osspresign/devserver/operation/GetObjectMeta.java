package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Body;
import io.github.osspresign.devserver.wire.HttpDate;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/**
 * GetObjectMeta: entity tag, length, date and checksum of an object and nothing else. The documented answer to a GET is
 * the same as to a HEAD: it has the length of the object and no body.
 */
final class GetObjectMeta implements Operation {

    private final ObjectStore store;

    GetObjectMeta(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("objectMeta", RequestedVersion.PARAMETER, "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) {
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        ObjectInfo info =
                Symlink.follow(store, bucket, RequestedVersion.of(call).find(store));
        Response response = Response.of(200)
                .withHeader("ETag", info.entityTag())
                .withHeader("Last-Modified", HttpDate.format(info.lastModified()))
                .withHeader(ObjectHeaders.CRC64, info.digest().crc64Text())
                .withBody(Body.announced(info.digest().length()));
        return RequestedVersion.mark(response, bucket, info);
    }
}
