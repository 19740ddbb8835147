// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.transfer.TrafficLimit;
import io.github.osspresign.devserver.operation.transfer.UploadContent;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ContentDigest;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.time.temporal.ChronoUnit;

/** UploadPart: uploads one part of a multipart upload, and replaces an earlier part with the same number. */
record UploadPart(ObjectStore store, MultipartUploads uploads, ServiceRules rules) implements Operation {

    static final String NUMBER = "partNumber";

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        UploadContent.check(request, rules);
        ServerSideEncryption.refuse(request.headers());
        int number = number(request);
        MultipartUpload upload = uploads.requested(request, "0042-00000104");
        upload.requireInSequence(number);
        StagedContent content = UploadContent.stage(request, store);
        ContentDigest digest = content.digest();
        put(request, upload, number, content);
        Response response = Response.of(200)
                .withHeader(ContentMd5.NAME, digest.md5())
                .withHeader("ETag", digest.entityTag())
                .withHeader(ObjectHeaders.CRC64, digest.crc64Text());
        response = TrafficLimit.addDelay(request, response, digest.length());
        return ServerSideEncryption.addHeaders(response, upload.headers());
    }

    /** Returns the number of the part, or throws the error that OSS documents for a missing or invalid number. */
    static int number(OssRequest request) {
        String text = request.query().first(NUMBER);
        if (text == null || text.isEmpty()) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("Unexpected query string parameter")
                    .ec("0017-00000219")
                    .argument("ResourceType", NUMBER);
        }
        Integer number = MultipartUpload.partNumber(text);
        if (number == null) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("Part number must be an integer between 1 and 10000, inclusive.")
                    .ec("0017-00000220")
                    .argument("PartNumber", text);
        }
        return number;
    }

    /** Adds the content to the upload, or discards it if the upload has ended. */
    static MultipartUpload.Part put(OssRequest request, MultipartUpload upload, int number, StagedContent content)
            throws IOException {
        MultipartUpload.Part part =
                new MultipartUpload.Part(number, content, request.receivedAt().truncatedTo(ChronoUnit.SECONDS));
        try {
            upload.put(part);
        } catch (RuntimeException e) {
            content.close();
            throw e;
        }
        return part;
    }
}
