// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.store.KeyOrder;
import java.util.ArrayList;
import java.util.List;

/** One page of a listing of uploads. The next markers are those of its last entry, also on the last page. */
record UploadListPage(
        List<MultipartUpload> uploads,
        List<String> commonPrefixes,
        boolean isTruncated,
        String nextKeyMarker,
        String nextUploadIdMarker) {

    /** Fills a page from the uploads to a bucket, which are in the order of the listing. */
    static UploadListPage of(List<MultipartUpload> all, ListParameters parameters, String uploadIdMarker) {
        List<MultipartUpload> uploads = new ArrayList<>();
        List<String> commonPrefixes = new ArrayList<>();
        String lastEntry = "";
        String lastId = "";
        for (MultipartUpload upload : all) {
            String commonPrefix = parameters.commonPrefix(upload.key());
            int order =
                    KeyOrder.BYTES.compare(commonPrefix == null ? upload.key() : commonPrefix, parameters.startAfter());
            // The ID marker applies only to uploads with the key of the key marker.
            boolean isAfterId = order == 0
                    && commonPrefix == null
                    && !uploadIdMarker.isEmpty()
                    && upload.id().compareTo(uploadIdMarker) > 0;
            if (!upload.key().startsWith(parameters.prefix())
                    || (order <= 0 && !isAfterId)
                    || commonPrefixes.contains(commonPrefix)) {
                continue;
            }
            if (uploads.size() + commonPrefixes.size() == parameters.maxKeys()) {
                return new UploadListPage(uploads, commonPrefixes, true, lastEntry, lastId);
            }
            if (commonPrefix == null) {
                uploads.add(upload);
                lastEntry = upload.key();
                lastId = upload.id();
            } else {
                commonPrefixes.add(commonPrefix);
                lastEntry = commonPrefix;
                lastId = "";
            }
        }
        return new UploadListPage(uploads, commonPrefixes, false, lastEntry, lastId);
    }
}
