// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;

/** ListObjectsV2: lists objects page by page, with owners on request. */
record ListObjectsV2(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        ListParameters parameters = ListParameters.of(request.query());
        ListPage page = ListPage.of(store.objectsFrom(bucket.name(), parameters.prefix()), parameters);
        boolean withOwner = "true".equals(request.query().first("fetch-owner"));
        String token = parameters.continuationToken();
        String last = page.lastEntryBeforeMore();
        return XmlBody.response("ListBucketResult", xml -> {
            ListEncoding encoding = parameters.encoding();
            xml.element("Name", bucket.name());
            xml.element("Prefix", encoding.text(parameters.prefix()));
            xml.element("StartAfter", encoding.text(parameters.startAfter()));
            xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
            xml.element("Delimiter", encoding.text(parameters.delimiter()));
            encoding.write(xml);
            if (token != null) {
                xml.element("ContinuationToken", token);
            }
            xml.element("IsTruncated", Boolean.toString(last != null));
            if (last != null) {
                xml.element("NextContinuationToken", ListParameters.tokenAfter(last));
            }
            page.write(xml, encoding, withOwner, request.receivedAt());
            xml.element(
                    "KeyCount",
                    Integer.toString(
                            page.objects().size() + page.commonPrefixes().size()));
        });
    }
}
