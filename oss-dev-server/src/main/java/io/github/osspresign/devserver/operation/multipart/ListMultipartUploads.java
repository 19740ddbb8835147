// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;

/** ListMultipartUploads: lists the unfinished multipart uploads of a bucket by key and ID, page by page. */
record ListMultipartUploads(MultipartUploads uploads) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        ListParameters parameters = ListParameters.ofUploads(request.query());
        String uploadIdMarker = request.query().text("upload-id-marker");
        UploadListPage page = UploadListPage.of(uploads.of(bucket.name()), parameters, uploadIdMarker);
        ListEncoding encoding = parameters.encoding();
        return XmlBody.response("ListMultipartUploadsResult", xml -> {
            encoding.write(xml);
            xml.element("Bucket", bucket.name());
            xml.element("KeyMarker", encoding.text(parameters.startAfter()));
            xml.element("UploadIdMarker", uploadIdMarker);
            xml.element("NextKeyMarker", encoding.text(page.nextKeyMarker()));
            xml.element("NextUploadIdMarker", page.nextUploadIdMarker());
            xml.element("Delimiter", encoding.text(parameters.delimiter()));
            xml.element("Prefix", encoding.text(parameters.prefix()));
            xml.element("MaxUploads", Integer.toString(parameters.maxKeys()));
            xml.element("IsTruncated", Boolean.toString(page.isTruncated()));
            page.uploads().forEach(upload -> xml.element("Upload", element -> write(element, upload, encoding)));
            encoding.writeCommonPrefixes(xml, page.commonPrefixes());
        });
    }

    private static void write(XmlDocument xml, MultipartUpload upload, ListEncoding encoding) {
        xml.element("Key", encoding.text(upload.key()));
        xml.element("UploadId", upload.id());
        xml.element("StorageClass", upload.storageClass());
        xml.element("Initiated", IsoTime.format(upload.initiatedAt()));
    }
}
