package io.github.osspresign.devserver.operation.support;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.IncompleteBodyException;
import io.github.osspresign.devserver.http.RequestBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;

/** The content that a call brings for an object or a part of one. */
public final class UploadContent {

    /** The most that one call may bring. */
    public static final long LARGEST_BYTES = 5L * 1024 * 1024 * 1024;

    private UploadContent() {}

    /** Ends the call if its headers alone show that its content cannot be taken. */
    public static void check(OssRequest request) {
        Preconditions.refuse(request);
        TrafficLimit.check(request);
        RequestBody body = request.http().body();
        if (body.framing() == RequestBody.Framing.NONE) {
            throw OssErrorCode.MISSING_CONTENT_LENGTH.error().toException();
        }
        requireAllowedLength(body.length());
    }

    /** Ends the call with EntityTooLarge if that is more than 5 GiB. */
    public static void requireAllowedLength(long bytes) {
        if (bytes > LARGEST_BYTES) {
            throw OssErrorCode.ENTITY_TOO_LARGE
                    .error()
                    .with("MaxSizeAllowed", Long.toString(LARGEST_BYTES))
                    .with("ProposedSize", Long.toString(bytes))
                    .toException();
        }
    }

    /** Receives the content, which must be complete and agree with its Content-MD5. */
    public static StagedContent stage(OssRequest request, ObjectStore store) throws IOException {
        StagedContent content;
        try {
            // A body sent in chunks has no length that could have been checked before.
            content = store.stage(new SizeCheckingInputStream(
                    TrafficLimit.apply(request, request.http().body().content()), UploadContent::requireAllowedLength));
        } catch (IncompleteBodyException e) {
            throw OssErrorCode.REQUEST_TIMEOUT.error().toException();
        }
        try {
            ContentMd5.check(request, content.digest().md5());
            return content;
        } catch (OssException e) {
            content.close();
            throw e;
        }
    }
}
