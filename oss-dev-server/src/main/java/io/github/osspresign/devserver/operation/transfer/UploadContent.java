// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.IncompleteBodyException;
import io.github.osspresign.devserver.http.ObservedInputStream;
import io.github.osspresign.devserver.http.RequestBody;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;

/** The content that a request uploads, for an object or a part. */
public final class UploadContent {

    /** Maximum size of one upload. */
    public static final long MAX_BYTES = 5L * 1024 * 1024 * 1024;

    private UploadContent() {}

    /** Throws the error of OSS if the headers show that the content cannot be accepted. */
    public static void check(OssRequest request, ServiceRules rules) {
        Preconditions.refuse(request);
        TrafficLimit.check(request, rules);
        RequestBody body = request.http().body();
        if (body.framing() == RequestBody.Framing.NONE) {
            throw OssErrorCode.MISSING_CONTENT_LENGTH.error();
        }
        requireAllowedLength(body.length());
    }

    /** Throws EntityTooLarge if the size is more than 5 GiB. */
    public static void requireAllowedLength(long bytes) {
        if (bytes > MAX_BYTES) {
            throw OssErrorCode.ENTITY_TOO_LARGE
                    .error()
                    .with("MaxSizeAllowed", Long.toString(MAX_BYTES))
                    .with("ProposedSize", Long.toString(bytes));
        }
    }

    /** Receives the content, which must be complete and match its Content-MD5. */
    public static StagedContent stage(OssRequest request, ObjectStore store) throws IOException {
        StagedContent content;
        try {
            // A chunked body has no length that could be checked before.
            content = store.stage(new ObservedInputStream(
                    TrafficLimit.apply(request, request.http().body().content()),
                    (block, position) -> requireAllowedLength(position + block.remaining())));
        } catch (IncompleteBodyException e) {
            throw OssErrorCode.REQUEST_TIMEOUT.error();
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
