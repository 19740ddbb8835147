package io.github.osspresign.devserver.operation.support;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import io.github.osspresign.devserver.store.Versioning;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The object that a call makes of staged content. */
public final class NewObject {

    private NewObject() {}

    /** Says whether the call may replace an object, which {@code x-oss-forbid-overwrite: true} rules out. */
    public static boolean mayOverwrite(OssRequest request) {
        return !"true".equalsIgnoreCase(request.header("x-oss-forbid-overwrite"));
    }

    /** Ends the call with FileAlreadyExists if it can be seen before its body is read; the commit finds out for good. */
    public static void refuseOverwriting(OssRequest request, BucketInfo bucket, ObjectStore store) {
        if (!mayOverwrite(request)
                && bucket.versioning() == Versioning.OFF
                && store.find(bucket.name(), request.requiredKey()) != null) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
        }
    }

    /** Commits the content as the object that the call names, or ends the call with FileAlreadyExists. */
    public static ObjectInfo commit(OssRequest request, StagedContent content, Map<String, String> headers)
            throws IOException {
        ObjectInfo committed =
                content.commit(request.requiredBucket(), of(request, content, headers), mayOverwrite(request));
        if (committed == null) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
        }
        return committed;
    }

    /** Returns what the content becomes when it is committed as the object that the call names. */
    public static ObjectInfo of(OssRequest request, StagedContent content, Map<String, String> headers) {
        return new ObjectInfo(
                request.requiredKey(),
                content.digest(),
                // As precise as Last-Modified, so that a client can hand the date back and mean the same.
                request.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                headers);
    }
}
