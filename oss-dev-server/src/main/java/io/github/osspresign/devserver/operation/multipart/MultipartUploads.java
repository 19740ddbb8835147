// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.KeyOrder;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The unfinished multipart uploads. They end with the server: only their parts are in the store, as staged content, and
 * a store on disk deletes staged content at its next start.
 */
public final class MultipartUploads {

    private static final Comparator<MultipartUpload> ORDER =
            Comparator.comparing(MultipartUpload::key, KeyOrder.BYTES).thenComparing(MultipartUpload::id);

    /** The number of unfinished uploads, the number of their parts, and the total length of these. */
    public record Usage(long uploads, long parts, long bytes) {}

    private final ObjectStore store;
    private final Map<String, MultipartUpload> uploads = new ConcurrentHashMap<>();

    public MultipartUploads(ObjectStore store) {
        this.store = store;
    }

    /** Adds an upload, or throws NoSuchBucket if the bucket has been deleted. */
    synchronized void add(MultipartUpload upload) {
        BucketRules.requireExisting(store, upload.bucket());
        uploads.put(upload.id(), upload);
    }

    /** Deletes an existing bucket, or throws BucketNotEmpty if it has objects or unfinished uploads. */
    public synchronized void deleteBucket(String bucket) throws IOException {
        if (!of(bucket).isEmpty()) {
            throw OssErrorCode.BUCKET_NOT_EMPTY
                    .error("The bucket has Multipart Uploads.")
                    .with("BucketName", bucket);
        }
        if (!store.deleteBucket(bucket)) {
            throw OssErrorCode.BUCKET_NOT_EMPTY.error().with("BucketName", bucket);
        }
    }

    /** Removes an upload that has ended. */
    void remove(MultipartUpload upload) {
        uploads.remove(upload.id());
    }

    /** Returns the upload with the bucket, key and ID of the request, or throws NoSuchUpload. */
    MultipartUpload requested(OssRequest request) {
        return requested(request, "0042-00000002");
    }

    /** Returns the upload as {@link #requested(OssRequest)} does, or throws NoSuchUpload with this EC. */
    MultipartUpload requested(OssRequest request, String ec) {
        String parameter = request.query().first("uploadId");
        String id = parameter == null ? "" : parameter;
        MultipartUpload upload = uploads.get(id);
        if (upload == null
                || !upload.bucket().equals(request.requiredBucket())
                || !upload.key().equals(request.requiredKey())) {
            throw OssErrorCode.NO_SUCH_UPLOAD.error().ec(ec).with("UploadId", id);
        }
        return upload;
    }

    /** Returns the uploads to a bucket, ordered by the UTF-8 bytes of their keys and then by ID. */
    List<MultipartUpload> of(String bucket) {
        return uploads.values().stream()
                .filter(upload -> upload.bucket().equals(bucket))
                .sorted(ORDER)
                .toList();
    }

    /** Returns what the unfinished uploads to a bucket hold. */
    public Usage usage(String bucket) {
        List<MultipartUpload> unfinished = of(bucket);
        LongSummaryStatistics parts = new LongSummaryStatistics();
        unfinished.forEach(upload -> parts.combine(upload.partLengths()));
        return new Usage(unfinished.size(), parts.getCount(), parts.getSum());
    }
}
