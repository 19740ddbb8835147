// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.callback.Callback;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.transfer.EntityTags;
import io.github.osspresign.devserver.operation.transfer.NewObject;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CompleteMultipartUpload: combines the parts in the list, or all parts with {@code x-oss-complete-all: yes}, into an
 * object. Parts that are not in the list are discarded.
 */
record CompleteMultipartUpload(ObjectStore store, MultipartUploads uploads) implements Operation {

    private static final String COMPLETE_ALL = "x-oss-complete-all";

    private static final long SMALLEST_PART_BYTES = 100 * 1024;

    /** A part in the list of the request. The entity tag has no quotes. */
    private record Named(int number, String entityTag) {}

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        StoredHeaders.refuseUnimplemented(Callback.without(request.headers()));
        ServerSideEncryption.refuse(request.headers());
        Callback callback = Callback.of(request);
        ListEncoding encoding = ListEncoding.of(request.query());
        MultipartUpload upload = uploads.requested(request);
        ObjectInfo info = completesAll(request)
                ? upload.complete(parts -> commit(request, bucket, upload, uploaded(parts)))
                : completeNamed(request, bucket, upload);
        uploads.remove(upload);
        Response response = ServerSideEncryption.addHeaders(response(request, info, encoding), info.headers());
        return Callback.response(callback, request, info, RequestedVersion.addVersionId(response, bucket, info));
    }

    private ObjectInfo completeNamed(OssRequest request, BucketInfo bucket, MultipartUpload upload) throws IOException {
        List<Named> named = named(request);
        return upload.complete(parts -> commit(request, bucket, upload, chosen(upload, parts, named)));
    }

    private static boolean completesAll(OssRequest request) throws IOException {
        String all = request.header(COMPLETE_ALL);
        if (all == null) {
            return false;
        }
        if (!all.equalsIgnoreCase("yes")) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error(COMPLETE_ALL + " must be yes.")
                    .argument(COMPLETE_ALL, all);
        }
        if (XmlBody.bytes(request).length > 0) {
            throw OssErrorCode.INVALID_ARGUMENT
                    // OSS has this spelling mistake.
                    .error("Should not speficy both complete all header and http body.")
                    .ec("0042-00000216")
                    .with("ArgumentName", COMPLETE_ALL);
        }
        return true;
    }

    private static List<Named> named(OssRequest request) throws IOException {
        List<Named> named = new ArrayList<>();
        for (XmlElement part : XmlBody.read(request, "CompleteMultipartUpload").children("Part")) {
            String number = part.text("PartNumber");
            String entityTag = part.text("ETag");
            if (number == null || entityTag == null || !number.strip().matches("[0-9]{1,9}")) {
                throw XmlBody.malformed();
            }
            named.add(new Named(requireAllowed(number.strip()), EntityTags.unquoted(entityTag)));
        }
        return named;
    }

    private static int requireAllowed(String digits) {
        Integer number = MultipartUpload.partNumber(digits);
        if (number == null) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument("PartNumber", digits);
        }
        return number;
    }

    private static List<MultipartUpload.Part> uploaded(List<MultipartUpload.Part> parts) {
        if (parts.isEmpty()) {
            throw OssErrorCode.INVALID_PART.error();
        }
        return parts;
    }

    /**
     * Returns the parts in the list of the request. An empty list is for an empty object. It does not discard parts,
     * because the documentation of OSS does not say that it may.
     */
    private static List<MultipartUpload.Part> chosen(
            MultipartUpload upload, List<MultipartUpload.Part> parts, List<Named> named) {
        if (named.isEmpty() && !parts.isEmpty()) {
            throw XmlBody.malformed();
        }
        Map<Integer, MultipartUpload.Part> byNumber = new HashMap<>();
        parts.forEach(part -> byNumber.put(part.number(), part));
        List<MultipartUpload.Part> chosen = new ArrayList<>();
        int last = 0;
        for (Named name : named) {
            if (name.number() <= last) {
                throw OssErrorCode.INVALID_PART_ORDER.error().ec("0042-00000209");
            }
            last = name.number();
            MultipartUpload.Part part = byNumber.get(name.number());
            if (part == null || !EntityTags.unquoted(part.entityTag()).equals(name.entityTag())) {
                throw OssErrorCode.INVALID_PART
                        .error()
                        .with("ETag", name.entityTag())
                        .with("PartNumber", Integer.toString(name.number()))
                        .with("UploadId", upload.id());
            }
            chosen.add(part);
        }
        return chosen;
    }

    private ObjectInfo commit(
            OssRequest request, BucketInfo bucket, MultipartUpload upload, List<MultipartUpload.Part> parts)
            throws IOException {
        requireLargeEnough(parts);
        ClientEncryption.requireParts(upload.headers(), parts.size());
        NewObject.refuseOverwriting(request, bucket, store, "0042-00000214");
        Map<String, String> headers = new HashMap<>(upload.headers());
        headers.put(
                "ETag",
                EntityTags.ofParts(
                        parts.stream().map(MultipartUpload.Part::entityTag).toList()));
        headers.put("x-oss-object-type", "Multipart");
        ObjectAcl.replaceIn(headers, request.headers(), bucket);
        try (StagedContent content =
                store.join(parts.stream().map(MultipartUpload.Part::content).toList(), upload.isSequential())) {
            String md5 = content.digest().md5();
            if (!md5.isEmpty()) {
                headers.put(ContentMd5.NAME, md5);
            }
            return NewObject.commit(request, content, headers);
        }
    }

    private static Response response(OssRequest request, ObjectInfo info, ListEncoding encoding) {
        return XmlBody.response("CompleteMultipartUploadResult", xml -> {
                    encoding.write(xml);
                    xml.element("Location", request.http().urlWithoutQuery());
                    xml.element("Bucket", request.requiredBucket());
                    xml.element("Key", encoding.text(info.key()));
                    xml.element("ETag", info.entityTag());
                })
                .withHeader("ETag", info.entityTag())
                .withHeader(ObjectHeaders.CRC64, info.digest().crc64Text());
    }

    private static void requireLargeEnough(List<MultipartUpload.Part> parts) {
        for (MultipartUpload.Part part : parts.subList(0, Math.max(parts.size() - 1, 0))) {
            long bytes = part.content().digest().length();
            if (bytes < SMALLEST_PART_BYTES) {
                throw OssErrorCode.ENTITY_TOO_SMALL
                        .error()
                        .ec("0042-00000213")
                        .with("MinSizeAllowed", Long.toString(SMALLEST_PART_BYTES))
                        .with("ProposedSize", Long.toString(bytes))
                        .with("PartNumber", Integer.toString(part.number()))
                        .with("PartEtag", EntityTags.unquoted(part.entityTag()));
            }
        }
    }
}
