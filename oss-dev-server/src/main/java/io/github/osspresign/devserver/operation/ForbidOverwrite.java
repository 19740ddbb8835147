package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;

/** The header {@code x-oss-forbid-overwrite}, with which an upload never replaces an object. */
final class ForbidOverwrite {

    static final String NAME = "x-oss-forbid-overwrite";

    private ForbidOverwrite() {}

    static boolean isSet(OssCall call) {
        return "true".equalsIgnoreCase(call.header(NAME));
    }

    /** Ends the call with FileAlreadyExists if it would replace an object; spares it from sending its body. */
    static void check(OssCall call, ObjectStore store) {
        if (isSet(call) && store.find(call.requiredBucket(), call.requiredKey()) != null) {
            throw fileAlreadyExists();
        }
    }

    /** Makes the content an object, or ends the call with FileAlreadyExists. */
    static void commit(OssCall call, StagedContent content, ObjectInfo info) throws IOException {
        if (!content.commit(call.requiredBucket(), info, !isSet(call))) {
            throw fileAlreadyExists();
        }
    }

    private static OssException fileAlreadyExists() {
        return OssErrorCode.FILE_ALREADY_EXISTS.error().toException();
    }
}
