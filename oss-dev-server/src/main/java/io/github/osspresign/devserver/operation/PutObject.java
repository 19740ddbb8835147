package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** PutObject: the object appears only when its body has arrived completely and agrees with its Content-MD5. */
final class PutObject implements Operation {

    private final ObjectStore store;

    PutObject(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of(TrafficLimit.NAME, "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) throws IOException {
        StoredHeaders.refuseUnimplemented(call.headers());
        RequestContent.check(call);
        ObjectKeys.requireValid(call.requiredKey());
        Buckets.requireExisting(store, call.requiredBucket());
        ForbidOverwrite.check(call, store);
        try (StagedContent content = RequestContent.stage(call, store)) {
            return commit(call, content);
        }
    }

    private static Response commit(OssCall call, StagedContent content) throws IOException {
        ObjectInfo info = new ObjectInfo(
                call.requiredKey(),
                content.digest(),
                // As precise as Last-Modified, so that a client can hand the date back and mean the same.
                call.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                StoredHeaders.of(call.headers(), call.requiredKey()));
        ForbidOverwrite.commit(call, content, info);
        return Response.of(200)
                .withHeader(ContentMd5.NAME, content.digest().md5())
                .withHeader("ETag", content.digest().entityTag())
                .withHeader(ObjectHeaders.CRC64, content.digest().crc64Text());
    }
}
