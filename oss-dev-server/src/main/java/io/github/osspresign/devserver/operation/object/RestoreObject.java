// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.Restoration;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * RestoreObject: makes an archived object readable for some days. The restoration takes the time of the rules, whatever
 * the storage class and the priority. A request for a restored object prolongs its time.
 */
record RestoreObject(ObjectStore store, ServiceRules rules) implements Operation {

    private static final String PRIORITY = "x-oss-object-restore-priority";

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        byte[] body = XmlBody.bytes(request);
        Instant now = request.receivedAt();
        while (true) {
            ObjectInfo object = RequestedVersion.of(request).find(store);
            String storageClass = archive(object);
            RestoreJob job = RestoreJob.read(body, storageClass);
            Restoration known = Restoration.of(object, now);
            Restoration restoration = known == null ? begun(now, job) : prolonged(known, now, job);
            if (store.replaceInfo(bucket.name(), object, object.withHeaders(restoration.storedIn(object.headers())))) {
                Response response = Response.of(known == null ? 202 : 200);
                if (job.tier() != null) {
                    response = response.withHeader(PRIORITY, job.tier());
                }
                return RequestedVersion.addVersionId(response, bucket, object);
            }
        }
    }

    /** Returns the storage class of an object that can be restored, or throws the error of OSS. */
    private static String archive(ObjectInfo object) {
        if (object.type().equals(Symlink.TYPE)) {
            // The documentation of OSS does not say whether the target would be restored.
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error("This server does not restore symbolic links.")
                    .with("Key", object.key());
        }
        String storageClass = StoredHeaders.storageClass(object.headers());
        if (!Restoration.isNeeded(storageClass)) {
            throw OssErrorCode.OPERATION_NOT_SUPPORTED
                    .error()
                    .ec("0016-00000702")
                    .with("Detail", "RestoreObject operation does not support this object storage class");
        }
        return storageClass;
    }

    private Restoration begun(Instant now, RestoreJob job) {
        Instant completedAt = now.plus(rules.restoreTime());
        return new Restoration(completedAt, completedAt.plus(Duration.ofDays(job.days())));
    }

    private static Restoration prolonged(Restoration known, Instant now, RestoreJob job) {
        if (known.isOngoing(now)) {
            throw OssErrorCode.RESTORE_ALREADY_IN_PROGRESS.error().ec("0026-00000011");
        }
        Instant expiresAt = now.plus(Duration.ofDays(job.days()));
        return new Restoration(
                known.completedAt(), expiresAt.isAfter(known.expiresAt()) ? expiresAt : known.expiresAt());
    }
}
