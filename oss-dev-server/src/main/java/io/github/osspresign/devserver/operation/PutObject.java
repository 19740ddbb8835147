package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import io.github.osspresign.devserver.store.Versioning;
import io.github.osspresign.devserver.wire.BrokenBodyException;
import io.github.osspresign.devserver.wire.RequestBody;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** PutObject: the object appears only when its body has arrived completely and agrees with its Content-MD5. */
final class PutObject implements Operation {

    private static final long LARGEST_BYTES = 5L * 1024 * 1024 * 1024;

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
        checkHeaders(call);
        ObjectKeys.requireValid(call.requiredKey());
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        if (!NewObject.mayOverwrite(call)
                && bucket.versioning() == Versioning.OFF
                && store.find(bucket.name(), call.requiredKey()) != null) {
            // Before the body is read; the commit finds out for good.
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
        }
        try (StagedContent content = receive(call.request().body())) {
            ContentMd5.check(call, content.digest().md5());
            ObjectInfo info = NewObject.commit(call, content, StoredHeaders.of(call.headers(), call.requiredKey()));
            Response response = Response.of(200)
                    .withHeader("Content-MD5", info.digest().md5())
                    .withHeader("ETag", info.entityTag())
                    .withHeader(ObjectHeaders.CRC64, info.digest().crc64Text());
            return RequestedVersion.mark(response, bucket, info);
        }
    }

    private static void checkHeaders(OssCall call) {
        for (String name : Preconditions.HEADERS) {
            if (call.headers().contains(name)) {
                throw OssErrorCode.CONDITIONAL_HEADER_NOT_IMPLEMENTED
                        .error()
                        .with("Header", name)
                        .toException();
            }
        }
        StoredHeaders.refuseUnimplemented(call.headers());
        TrafficLimit.check(call);
        RequestBody body = call.request().body();
        if (body.framing() == RequestBody.Framing.NONE) {
            throw OssErrorCode.MISSING_CONTENT_LENGTH.error().toException();
        }
        if (body.length() > LARGEST_BYTES) {
            throw OssErrorCode.ENTITY_TOO_LARGE
                    .error()
                    .with("MaxSizeAllowed", Long.toString(LARGEST_BYTES))
                    .with("ProposedSize", Long.toString(body.length()))
                    .toException();
        }
    }

    private StagedContent receive(RequestBody body) throws IOException {
        try {
            return store.stage(body.content());
        } catch (BrokenBodyException e) {
            throw OssErrorCode.REQUEST_TIMEOUT.error().toException();
        }
    }
}
