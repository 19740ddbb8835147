// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.Restoration;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.paging.NumberParameter;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import io.github.osspresign.devserver.operation.transfer.EntityTags;
import io.github.osspresign.devserver.operation.transfer.NewObject;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.operation.transfer.TrafficLimit;
import io.github.osspresign.devserver.operation.transfer.UploadContent;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.ObjectVersion;
import io.github.osspresign.devserver.store.OpenObject;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AppendObject: creates an appendable object or adds content to its end. The position must be the current length, so
 * one of several concurrent requests succeeds. Adding content adds no version, and the object keeps its first headers,
 * except for the ACL. Content in the store never changes, so every request writes the whole object again, which is slow
 * for a large object in many pieces.
 */
record AppendObject(ObjectStore store, ServiceRules rules) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        long position = NumberParameter.required(request.query(), "position", 0, UploadContent.MAX_BYTES);
        // OSS ignores the tags of a later append, invalid ones too.
        StoredHeaders.refuseUnimplemented(
                position == 0 ? request.headers() : request.headers().without(ObjectTags.NAME));
        if (!NewObject.mayOverwrite(request)) {
            throw OssErrorCode.NOT_IMPLEMENTED.error().with("Header", "x-oss-forbid-overwrite");
        }
        UploadContent.check(request, rules);
        ObjectKeys.requireValid(request.requiredKey());
        known(request, bucket, position);
        try (StagedContent addition = UploadContent.stage(request, store)) {
            ObjectInfo appended;
            do {
                appended = append(request, position, bucket, addition);
            } while (appended == null);
            Response response = Response.of(200)
                    .withHeader("ETag", appended.entityTag())
                    .withHeader(ObjectHeaders.CRC64, appended.digest().crc64Text())
                    .withHeader(
                            ObjectHeaders.NEXT_APPEND_POSITION,
                            Long.toString(appended.digest().length()));
            response =
                    TrafficLimit.addDelay(request, response, addition.digest().length());
            response = ServerSideEncryption.addHeaders(response, appended.headers());
            return RequestedVersion.addVersionId(response, bucket, appended);
        }
    }

    /** Returns the object, or null if there is none. Throws the error of OSS if the request cannot append to it. */
    private @Nullable ObjectInfo known(OssRequest request, BucketInfo bucket, long position) {
        ObjectVersion newest = store.newest(request.requiredBucket(), request.requiredKey());
        ObjectInfo known =
                newest instanceof ObjectInfo info && info.type().equals(ObjectHeaders.APPENDABLE) ? info : null;
        if (newest instanceof ObjectInfo other && known == null) {
            throw OssErrorCode.OBJECT_NOT_APPENDABLE.error().with("ObjectName", other.key());
        }
        long length = known == null ? 0 : known.digest().length();
        if (position != length) {
            throw OssErrorCode.POSITION_NOT_EQUAL_TO_LENGTH
                    .error()
                    .withHeader(ObjectHeaders.NEXT_APPEND_POSITION, Long.toString(length));
        }
        if (known != null) {
            Restoration.requireReadable(known, bucket, request.receivedAt());
        }
        return known;
    }

    /** Returns the new state of the object, or null if another request has changed it. */
    private @Nullable ObjectInfo append(OssRequest request, long position, BucketInfo bucket, StagedContent addition)
            throws IOException {
        ObjectInfo known = known(request, bucket, position);
        if (known == null) {
            return commit(
                    request,
                    bucket,
                    addition,
                    null,
                    StoredHeaders.of(request.headers(), bucket, MediaTypes.byDefault(rules, request.requiredKey())));
        }
        UploadContent.requireAllowedLength(
                known.digest().length() + addition.digest().length());
        try (OpenObject old = store.open(request.requiredBucket(), known.key(), known.versionId())) {
            if (old == null) {
                return null;
            }
            try (InputStream more = addition.open();
                    StagedContent whole = store.stage(new SequenceInputStream(old.content(), more))) {
                return commit(request, bucket, whole, known, known.headers());
            }
        }
    }

    private static @Nullable ObjectInfo commit(
            OssRequest request,
            BucketInfo bucket,
            StagedContent content,
            @Nullable ObjectInfo known,
            Map<String, String> headers)
            throws IOException {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put("ETag", EntityTags.random());
        changed.put("x-oss-object-type", ObjectHeaders.APPENDABLE);
        ObjectAcl.replaceIn(changed, request.headers(), bucket);
        return content.commitInPlaceOf(known, request.requiredBucket(), NewObject.of(request, content, changed));
    }
}
