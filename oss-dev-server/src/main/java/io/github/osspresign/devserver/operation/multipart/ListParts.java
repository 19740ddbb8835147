// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.UserMetadata;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.paging.NumberParameter;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.List;
import java.util.Map;

/** ListParts: lists the parts of a multipart upload by number, page by page. */
record ListParts(MultipartUploads uploads) implements Operation {

    private static final int MAX_PARTS = 1000;

    /** Elements of the response, and the metadata that they show. */
    private static final List<Map.Entry<String, String>> CLIENT_ENCRYPTION = List.of(
            Map.entry("ClientEncryptionKey", "key"),
            Map.entry("ClientEncryptionStart", "start"),
            Map.entry("ClientEncryptionCekAlg", "cek-alg"),
            Map.entry("ClientEncryptionWrapAlg", "wrap-alg"),
            Map.entry("ClientEncryptionDataSize", "data-size"),
            Map.entry("ClientEncryptionPartSize", "part-size"));

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        MultipartUpload upload = uploads.requested(request);
        ListEncoding encoding = ListEncoding.of(request.query());
        int maxParts = (int) NumberParameter.optional(request.query(), "max-parts", 1, MAX_PARTS, MAX_PARTS);
        long marker = NumberParameter.optional(request.query(), "part-number-marker", 0, Integer.MAX_VALUE, 0);
        List<MultipartUpload.Part> rest =
                upload.parts().stream().filter(part -> part.number() > marker).toList();
        List<MultipartUpload.Part> page = rest.subList(0, Math.min(rest.size(), maxParts));
        return XmlBody.response("ListPartsResult", xml -> {
            encoding.write(xml);
            xml.element("Bucket", upload.bucket());
            xml.element("Key", encoding.text(upload.key()));
            xml.element("UploadId", upload.id());
            xml.element("StorageClass", upload.storageClass());
            writeClientEncryption(xml, upload.headers());
            xml.element("PartNumberMarker", Long.toString(marker));
            xml.element("NextPartNumberMarker", lastNumber(page));
            xml.element("MaxParts", Integer.toString(maxParts));
            xml.element("IsTruncated", Boolean.toString(page.size() < rest.size()));
            page.forEach(part -> xml.element("Part", element -> write(element, part)));
        });
    }

    private static String lastNumber(List<MultipartUpload.Part> page) {
        return page.isEmpty() ? "" : Integer.toString(page.get(page.size() - 1).number());
    }

    private static void writeClientEncryption(XmlDocument xml, Map<String, String> headers) {
        CLIENT_ENCRYPTION.forEach(shown -> {
            String value = UserMetadata.clientEncryption(headers, shown.getValue());
            if (value != null) {
                xml.element(shown.getKey(), value);
            }
        });
    }

    private static void write(XmlDocument xml, MultipartUpload.Part part) {
        xml.element("PartNumber", Integer.toString(part.number()));
        xml.element("LastModified", IsoTime.format(part.lastModified()));
        xml.element("ETag", part.entityTag());
        xml.element("HashCrc64ecma", part.content().digest().crc64Text());
        xml.element("Size", Long.toString(part.content().digest().length()));
    }
}
