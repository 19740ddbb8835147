// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

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

/** Creates objects from staged content. */
public final class NewObject {

    /** EC of a request that must not overwrite an object. */
    private static final String EC = "0026-00000002";

    private NewObject() {}

    /**
     * Returns whether the request may replace an object, that is, does not have {@code x-oss-forbid-overwrite: true}.
     */
    public static boolean mayOverwrite(OssRequest request) {
        return !"true".equalsIgnoreCase(request.header("x-oss-forbid-overwrite"));
    }

    /** Throws FileAlreadyExists before the body is read, if the object exists already. The commit checks it again. */
    public static void refuseOverwriting(OssRequest request, BucketInfo bucket, ObjectStore store) {
        refuseOverwriting(request, bucket, store, EC);
    }

    /** Throws FileAlreadyExists with this EC, if the object exists already. */
    public static void refuseOverwriting(OssRequest request, BucketInfo bucket, ObjectStore store, String ec) {
        if (!mayOverwrite(request)
                && bucket.versioning() == Versioning.OFF
                && store.find(bucket.name(), request.requiredKey()) != null) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().ec(ec);
        }
    }

    /** Commits the content as the object of the request, or throws FileAlreadyExists. */
    public static ObjectInfo commit(OssRequest request, StagedContent content, Map<String, String> headers)
            throws IOException {
        ObjectInfo committed =
                content.commit(request.requiredBucket(), of(request, content, headers), mayOverwrite(request));
        if (committed == null) {
            throw OssErrorCode.FILE_ALREADY_EXISTS.error().ec(EC);
        }
        return committed;
    }

    /** Returns the object that the content becomes when it is committed. */
    public static ObjectInfo of(OssRequest request, StagedContent content, Map<String, String> headers) {
        return new ObjectInfo(
                request.requiredKey(),
                content.digest(),
                // As precise as Last-Modified, so that a client can send the date back as a condition.
                request.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                headers);
    }
}
