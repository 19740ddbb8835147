// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.Restoration;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.transfer.ByteRange;
import io.github.osspresign.devserver.operation.transfer.Preconditions;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.operation.transfer.UploadContent;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.OpenObject;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * UploadPartCopy: creates a part from an object or a range of it. An invalid range, or one that is not entirely inside
 * the object, copies the whole object unless the rules reject it; the response then has no Content-Range.
 */
record UploadPartCopy(ObjectStore store, MultipartUploads uploads, ServiceRules rules) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        ServerSideEncryption.refuse(request.headers());
        int number = UploadPart.number(request);
        MultipartUpload upload = uploads.requested(request, "0042-00000311");
        upload.requireInSequence(number);
        RequestedVersion requested = RequestedVersion.ofCopySource(request);
        BucketInfo sourceBucket = BucketRules.requireExisting(store, requested.bucket());
        try (OpenObject source = requested.open(store)) {
            refuseSymlink(source.info());
            Restoration.requireReadable(source.info(), sourceBucket, request.receivedAt());
            if (Preconditions.isSourceNotModified(request, source.info())) {
                return Response.of(304);
            }
            long length = source.info().digest().length();
            ByteRange range = range(request, length);
            MultipartUpload.Part part = UploadPart.put(request, upload, number, stage(source, range));
            Response response = RequestedVersion.addSourceVersionId(response(part), sourceBucket, source.info());
            response = ServerSideEncryption.addHeaders(response, upload.headers());
            return range == null ? response : response.withHeader("Content-Range", range.contentRange(length));
        }
    }

    private @Nullable ByteRange range(OssRequest request, long length) {
        String header = request.header("x-oss-copy-source-range");
        ByteRange range = ByteRange.of(header, false, length, rules);
        if (header != null && range == null && !rules.holds(Assumption.BAD_COPY_RANGE_IS_WHOLE_OBJECT)) {
            throw OssErrorCode.INVALID_RANGE.error();
        }
        return range;
    }

    /** The documentation of OSS does not say whether the target would be copied. */
    private static void refuseSymlink(ObjectInfo source) {
        if (source.type().equals(Symlink.TYPE)) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error("This server does not copy parts from symbolic links.")
                    .with("Key", source.key());
        }
    }

    /** Returns the entity tag twice: the SDKs for Java read it from the body, ali-oss from the header. */
    private static Response response(MultipartUpload.Part part) {
        return XmlBody.response("CopyPartResult", xml -> {
                    xml.element("LastModified", IsoTime.format(part.lastModified()));
                    xml.element("ETag", part.entityTag());
                })
                .withHeader("ETag", part.entityTag());
    }

    private StagedContent stage(OpenObject source, @Nullable ByteRange range) throws IOException {
        ByteRange copied =
                range == null ? new ByteRange(0, source.info().digest().length() - 1) : range;
        UploadContent.requireAllowedLength(copied.length());
        source.content().skipNBytes(copied.first());
        return store.stage(new LimitedInputStream(source.content(), copied.length()));
    }
}
