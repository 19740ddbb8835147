// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.operation.paging.CommonPrefix;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.paging.NumberParameter;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.store.KeyOrder;
import org.jspecify.annotations.Nullable;

/** The parameters of a listing of uploads. A missing parameter is empty. */
record UploadListParameters(
        String prefix,
        String delimiter,
        int maxUploads,
        String keyMarker,
        String uploadIdMarker,
        ListEncoding encoding) {

    private static final int MAX_UPLOADS = 1000;

    static UploadListParameters of(Query query) {
        return new UploadListParameters(
                ObjectKeys.parameter(query, "prefix"),
                ObjectKeys.parameter(query, "delimiter"),
                (int) NumberParameter.optional(query, "max-uploads", 1, MAX_UPLOADS, MAX_UPLOADS),
                ObjectKeys.parameter(query, "key-marker"),
                query.text("upload-id-marker"),
                ListEncoding.of(query));
    }

    @Nullable String commonPrefix(String key) {
        return CommonPrefix.of(key, prefix, delimiter);
    }

    /**
     * Returns whether the upload comes after the markers. The ID marker applies only to uploads with the key of the key
     * marker.
     */
    boolean isAfterMarkers(MultipartUpload upload) {
        String commonPrefix = commonPrefix(upload.key());
        int order = KeyOrder.BYTES.compare(commonPrefix == null ? upload.key() : commonPrefix, keyMarker);
        boolean isToMarkedKey = order == 0 && commonPrefix == null && !uploadIdMarker.isEmpty();
        return order > 0 || (isToMarkedKey && upload.id().compareTo(uploadIdMarker) > 0);
    }
}
