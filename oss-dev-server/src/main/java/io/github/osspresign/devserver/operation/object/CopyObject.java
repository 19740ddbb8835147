// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.Restoration;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.metadata.UserMetadata;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import io.github.osspresign.devserver.operation.transfer.NewObject;
import io.github.osspresign.devserver.operation.transfer.Preconditions;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.OpenObject;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** CopyObject: copies an object, with its headers and tags or with new ones. */
record CopyObject(ObjectStore store, ServiceRules rules) implements Operation {

    private static final String METADATA_DIRECTIVE = "x-oss-metadata-directive";
    private static final String TAGGING_DIRECTIVE = "x-oss-tagging-directive";

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        StoredHeaders.refuseUnimplemented(request.headers());
        boolean replacesMetadata = replaces(request, METADATA_DIRECTIVE);
        boolean replacesTags = replaces(request, TAGGING_DIRECTIVE);
        ObjectKeys.requireValid(request.requiredKey());
        RequestedVersion requested = RequestedVersion.ofCopySource(request);
        BucketInfo sourceBucket = BucketRules.requireExisting(store, requested.bucket());
        try (OpenObject source = requested.open(store)) {
            Restoration.requireReadable(source.info(), sourceBucket, request.receivedAt());
            if (Preconditions.isSourceNotModified(request, source.info())) {
                return Response.of(304);
            }
            try (StagedContent content = store.stage(source.content())) {
                Map<String, String> headers = replacesMetadata || isCopyOntoItself(request, requested)
                        ? replaced(request, bucket, source.info())
                        : inherited(request, bucket, source.info());
                ObjectTags tags = replacesTags ? ObjectTags.of(request) : ObjectTags.of(source.info());
                ObjectInfo copy = NewObject.commit(request, content, tags.storedIn(headers));
                Response response = RequestedVersion.addVersionId(response(copy), bucket, copy);
                response = ServerSideEncryption.addHeaders(response, copy.headers());
                return RequestedVersion.addSourceVersionId(response, sourceBucket, source.info());
            }
        }
    }

    /** Returns whether the copy only changes metadata. OSS then ignores the directive. */
    private static boolean isCopyOntoItself(OssRequest request, RequestedVersion source) {
        return source.equals(new RequestedVersion(request.requiredBucket(), request.requiredKey(), null));
    }

    /**
     * Returns the headers of the request for the copy. The type and the metadata of encryption by the client are those of
     * the source, unless the request has its own. A symbolic link stays a symbolic link.
     */
    private Map<String, String> replaced(OssRequest request, BucketInfo bucket, ObjectInfo source) {
        Map<String, String> replaced = new HashMap<>(UserMetadata.clientEncryption(source.headers()));
        replaced.putAll(
                StoredHeaders.of(request.headers(), bucket, MediaTypes.byDefault(rules, request.requiredKey())));
        String type = source.headers().get("Content-Type");
        if (type != null && !request.headers().contains("Content-Type")) {
            replaced.put("Content-Type", type);
        }
        if (source.type().equals(Symlink.TYPE)) {
            replaced.put("x-oss-object-type", Symlink.TYPE);
            replaced.put(Symlink.TARGET, source.headers().getOrDefault(Symlink.TARGET, ""));
        }
        return replaced;
    }

    /**
     * Returns the headers of the source for the copy. The copy has its own entity tag, ACL and encryption, the storage
     * class of the request if it names one, and is not restored. It has a normal type; only a symbolic link stays a symbolic link.
     */
    private static Map<String, String> inherited(OssRequest request, BucketInfo bucket, ObjectInfo source) {
        Map<String, String> inherited = new HashMap<>(source.headers());
        inherited.remove("ETag");
        inherited.remove(ContentMd5.NAME);
        inherited.remove(ObjectAcl.NAME);
        Restoration.removeFrom(inherited);
        ObjectAcl.replaceIn(inherited, request.headers(), bucket);
        ServerSideEncryption.replaceIn(inherited, request.headers(), bucket);
        String storageClass = request.header(StoredHeaders.STORAGE_CLASS);
        if (storageClass != null) {
            inherited.put(StoredHeaders.STORAGE_CLASS, storageClass);
        }
        if (!source.type().equals(Symlink.TYPE)) {
            inherited.remove("x-oss-object-type");
        }
        return inherited;
    }

    private static boolean replaces(OssRequest request, String name) {
        String directive = request.header(name);
        if (directive != null && !directive.equalsIgnoreCase("COPY") && !directive.equalsIgnoreCase("REPLACE")) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(name, directive);
        }
        return "REPLACE".equalsIgnoreCase(directive);
    }

    private static Response response(ObjectInfo info) {
        return XmlBody.response("CopyObjectResult", xml -> {
                    xml.element("LastModified", IsoTime.format(info.lastModified()));
                    xml.element("ETag", info.entityTag());
                })
                .withHeader("ETag", info.entityTag())
                .withHeader(ObjectHeaders.CRC64, info.digest().crc64Text());
    }
}
