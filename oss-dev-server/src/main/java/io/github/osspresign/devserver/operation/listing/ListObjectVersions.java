// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;

/** ListObjectVersions: lists versions and delete markers by key, newest first, page by page. */
record ListObjectVersions(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        ListParameters parameters = ListParameters.ofMarker(request.query(), "key-marker");
        String versionIdMarker = ObjectKeys.parameter(request.query(), "version-id-marker");
        VersionPage page =
                VersionPage.of(store.versionsFrom(bucket.name(), parameters.prefix()), parameters, versionIdMarker);
        return XmlBody.response("ListVersionsResult", xml -> {
            ListEncoding encoding = parameters.encoding();
            xml.element("Name", bucket.name());
            xml.element("Prefix", encoding.text(parameters.prefix()));
            xml.element("KeyMarker", encoding.text(parameters.startAfter()));
            xml.element("VersionIdMarker", versionIdMarker);
            xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
            xml.element("Delimiter", encoding.text(parameters.delimiter()));
            encoding.write(xml);
            page.write(xml, encoding, request.receivedAt());
        });
    }
}
