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
    public static boolean mayOverwrite(OssRequest call) {
        return !"true".equalsIgnoreCase(call.header("x-oss-forbid-overwrite"));
    }

    /** Ends the call with FileAlreadyExists if it can be seen before its body is read; the commit finds out for good. */
    public static void refuseOverwriting(OssRequest call, BucketInfo bucket, ObjectStore store) {
        if (!mayOverwrite(call)
                && bucket.versioning() == Versioning.OFF
                && store.find(bucket.name(), call.requiredKey()) != null) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
        }
    }

    /** Commits the content as the object that the call names, or ends the call with FileAlreadyExists. */
    public static ObjectInfo commit(OssRequest call, StagedContent content, Map<String, String> headers)
            throws IOException {
        ObjectInfo committed = content.commit(call.requiredBucket(), of(call, content, headers), mayOverwrite(call));
        if (committed == null) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
        }
        return committed;
    }

    /** Returns what the content becomes when it is committed as the object that the call names. */
    public static ObjectInfo of(OssRequest call, StagedContent content, Map<String, String> headers) {
        return new ObjectInfo(
                call.requiredKey(),
                content.digest(),
                // As precise as Last-Modified, so that a client can hand the date back and mean the same.
                call.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                headers);
    }
}
