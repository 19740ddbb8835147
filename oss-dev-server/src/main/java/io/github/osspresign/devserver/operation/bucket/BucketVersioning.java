// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.Versioning;
import java.io.IOException;
import java.util.Optional;

/** GetBucketVersioning and PutBucketVersioning: whether a bucket keeps versions. They cannot be turned off again. */
record BucketVersioning(ObjectStore store) {

    /** Returns Enabled or Suspended, and nothing for a bucket that has never had versions. */
    Response get(OssRequest request, BucketInfo bucket) {
        return XmlBody.response(
                "VersioningConfiguration", xml -> status(bucket).ifPresent(status -> xml.element("Status", status)));
    }

    static Optional<String> status(BucketInfo bucket) {
        return switch (bucket.versioning()) {
            case OFF -> Optional.empty();
            case ENABLED -> Optional.of("Enabled");
            case SUSPENDED -> Optional.of("Suspended");
        };
    }

    Response put(OssRequest request, BucketInfo bucket) throws IOException {
        String status = XmlBody.read(request, "VersioningConfiguration").text("Status");
        Versioning versioning = switch (status == null ? "" : status) {
            case "Enabled" -> Versioning.ENABLED;
            case "Suspended" -> Versioning.SUSPENDED;
            default -> throw XmlBody.malformed();
        };
        store.changeBucket(bucket.name(), info -> info.withVersioning(versioning));
        return Response.of(200);
    }
}
