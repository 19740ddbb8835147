package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** InitiateMultipartUpload: starts an upload in parts; the headers of the object are those of this call. */
final class InitiateMultipartUpload implements Operation {

    private final ObjectStore store;
    private final MultipartUploads uploads;

    InitiateMultipartUpload(ObjectStore store, MultipartUploads uploads) {
        this.store = store;
        this.uploads = uploads;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("uploads", "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) {
        Preconditions.refuse(call);
        StoredHeaders.refuseUnimplemented(call.headers());
        String key = call.requiredKey();
        ObjectKeys.requireValid(key);
        BucketInfo bucket = Buckets.requireExisting(store, call.requiredBucket());
        ListEncoding encoding = ListEncoding.of(call.query());
        NewObject.refuseOverwriting(call, bucket, store);
        MultipartUpload upload = new MultipartUpload(
                bucket.name(),
                key,
                call.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                StoredHeaders.of(call.headers(), key));
        uploads.add(upload);
        return XmlBody.answer("InitiateMultipartUploadResult", xml -> {
            encoding.write(xml);
            xml.element("Bucket", upload.bucket());
            xml.element("Key", encoding.text(key));
            xml.element("UploadId", upload.id());
        });
    }
}
