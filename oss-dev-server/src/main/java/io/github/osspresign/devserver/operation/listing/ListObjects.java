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

/** ListObjects (version 1): lists objects with their owners, page by page from a marker. */
record ListObjects(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        ListParameters parameters = ListParameters.ofMarker(request.query(), "marker");
        ListPage page = ListPage.of(store.objectsFrom(bucket.name(), parameters.prefix()), parameters);
        return XmlBody.response("ListBucketResult", xml -> {
            ListEncoding encoding = parameters.encoding();
            xml.element("Name", bucket.name());
            xml.element("Prefix", encoding.text(parameters.prefix()));
            xml.element("Marker", encoding.text(parameters.startAfter()));
            xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
            xml.element("Delimiter", encoding.text(parameters.delimiter()));
            encoding.write(xml);
            String last = page.lastEntryBeforeMore();
            xml.element("IsTruncated", Boolean.toString(last != null));
            if (last != null) {
                xml.element("NextMarker", encoding.text(last));
            }
            page.write(xml, encoding, true, request.receivedAt());
        });
    }
}
