// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.DeleteMarker;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.ObjectVersion;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The result of a deletion: the deleted version or the added delete marker, or null if there was no such version or the
 * bucket has no versions.
 */
record Deletion(RequestedVersion requested, @Nullable ObjectVersion version) {

    static Deletion of(ObjectStore store, RequestedVersion requested, Instant now) throws IOException {
        String versionId = requested.versionId();
        return new Deletion(
                requested,
                versionId == null
                        ? store.delete(requested.bucket(), requested.key(), now.truncatedTo(ChronoUnit.SECONDS))
                        : store.deleteVersion(requested.bucket(), requested.key(), versionId, now));
    }

    Response addHeaders(Response response, BucketInfo bucket) {
        if (version == null) {
            return response;
        }
        Response withVersion = RequestedVersion.addVersionId(response, bucket, version);
        return version instanceof DeleteMarker
                ? withVersion.withHeader(RequestedVersion.DELETE_MARKER, "true")
                : withVersion;
    }

    /** Writes the entry of this deletion in a list. */
    void write(XmlDocument xml, ListEncoding encoding) {
        xml.element("Key", encoding.text(requested.key()));
        String versionId = requested.versionId();
        if (versionId != null) {
            xml.element("VersionId", versionId);
        }
        if (version instanceof DeleteMarker marker) {
            xml.element("DeleteMarker", "true");
            xml.element("DeleteMarkerVersionId", marker.versionId());
        }
    }
}
