// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;

/** GetBucketStat: returns the number and the size of what a bucket holds at this moment. */
record GetBucketStat(ObjectStore store, MultipartUploads uploads) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        StoredVersions versions = new StoredVersions();
        store.versionsFrom(bucket.name(), "").forEachRemaining(ofKey -> ofKey.forEach(versions::add));
        MultipartUploads.Usage unfinished = uploads.usage(bucket.name());
        return XmlBody.response("BucketStat", xml -> {
            xml.element("Storage", Long.toString(versions.storage()));
            xml.element("ObjectCount", Long.toString(versions.objects()));
            xml.element("MultipartUploadCount", Long.toString(unfinished.uploads()));
            xml.element("LiveChannelCount", "0");
            xml.element(
                    "LastModifiedTime", Long.toString(versions.lastModified().getEpochSecond()));
            versions.writeStorageClasses(xml);
            xml.element("MultipartPartCount", Long.toString(unfinished.parts()));
            xml.element("MultipartPartStorage", Long.toString(unfinished.bytes()));
            xml.element("DeleteMarkerCount", Long.toString(versions.deleteMarkers()));
        });
    }
}
