package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.operation.listing.ListParameters;
import io.github.osspresign.devserver.operation.support.ListEncoding;
import io.github.osspresign.devserver.operation.support.NumberParameter;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.store.KeyOrder;
import org.jspecify.annotations.Nullable;

/** What a listing of uploads asks for; an absent text is empty. */
record UploadListParameters(
        String prefix,
        String delimiter,
        int maxUploads,
        String keyMarker,
        String uploadIdMarker,
        ListEncoding encoding) {

    private static final int MOST_UPLOADS = 1000;

    static UploadListParameters of(Query query) {
        return new UploadListParameters(
                ListParameters.text(query, "prefix"),
                ListParameters.text(query, "delimiter"),
                (int) NumberParameter.optional(query, "max-uploads", 1, MOST_UPLOADS, MOST_UPLOADS),
                ListParameters.text(query, "key-marker"),
                ListParameters.text(query, "upload-id-marker"),
                ListEncoding.of(query));
    }

    @Nullable String commonPrefix(String key) {
        return ListParameters.commonPrefix(key, prefix, delimiter);
    }

    /** Says whether the upload comes after the markers; that of the id counts only among uploads to the marked key. */
    boolean isAfterMarkers(MultipartUpload upload) {
        String commonPrefix = commonPrefix(upload.key());
        int order = KeyOrder.BYTES.compare(commonPrefix == null ? upload.key() : commonPrefix, keyMarker);
        boolean isToMarkedKey = order == 0 && commonPrefix == null && !uploadIdMarker.isEmpty();
        return order > 0 || (isToMarkedKey && upload.id().compareTo(uploadIdMarker) > 0);
    }
}
