package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.KeyOrder;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The multipart uploads under way. They end with the server: only their parts are kept in the store, as staged content,
 * and a store on disk removes at its next start what was never completed.
 */
public final class MultipartUploads {

    private static final Comparator<MultipartUpload> ORDER =
            Comparator.comparing(MultipartUpload::key, KeyOrder.BYTES).thenComparing(MultipartUpload::id);

    private final ObjectStore store;
    private final Map<String, MultipartUpload> uploads = new ConcurrentHashMap<>();

    public MultipartUploads(ObjectStore store) {
        this.store = store;
    }

    /** Adds an upload to a bucket, or ends the call with NoSuchBucket if the bucket was deleted meanwhile. */
    synchronized void add(MultipartUpload upload) {
        BucketRules.requireExisting(store, upload.bucket());
        uploads.put(upload.id(), upload);
    }

    /** Deletes an existing bucket, or returns false if there are objects in it or uploads to it. */
    public synchronized boolean deleteBucket(String bucket) throws IOException {
        return of(bucket).isEmpty() && store.deleteBucket(bucket);
    }

    /** Forgets an upload that has ended. */
    void remove(MultipartUpload upload) {
        uploads.remove(upload.id());
    }

    /** Returns the upload that the call names by bucket, key and id, or ends the call with NoSuchUpload. */
    MultipartUpload named(OssRequest request) {
        BucketRules.requireExisting(store, request.requiredBucket());
        String parameter = request.query().first("uploadId");
        String id = parameter == null ? "" : parameter;
        MultipartUpload upload = uploads.get(id);
        if (upload == null
                || !upload.bucket().equals(request.requiredBucket())
                || !upload.key().equals(request.requiredKey())) {
            throw OssErrorCode.NO_SUCH_UPLOAD.error().with("UploadId", id).toException();
        }
        return upload;
    }

    /** Returns the uploads to a bucket in the order of their keys' UTF-8 bytes, those to one key by id. */
    List<MultipartUpload> of(String bucket) {
        return uploads.values().stream()
                .filter(upload -> upload.bucket().equals(bucket))
                .sorted(ORDER)
                .toList();
    }
}
