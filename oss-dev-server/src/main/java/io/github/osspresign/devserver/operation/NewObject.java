package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The object that a call makes of staged content. */
final class NewObject {

    private NewObject() {}

    /** Says whether the call may replace an object, which {@code x-oss-forbid-overwrite: true} rules out. */
    static boolean mayOverwrite(OssCall call) {
        return !"true".equalsIgnoreCase(call.header("x-oss-forbid-overwrite"));
    }

    /** Commits the content as the object that the call names, or ends the call with FileAlreadyExists. */
    static ObjectInfo commit(OssCall call, StagedContent content, Map<String, String> headers) throws IOException {
        ObjectInfo info = new ObjectInfo(
                call.requiredKey(),
                content.digest(),
                // As precise as Last-Modified, so that a client can hand the date back and mean the same.
                call.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                headers);
        ObjectInfo committed = content.commit(call.requiredBucket(), info, mayOverwrite(call));
        if (committed == null) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
        }
        return committed;
    }
}
