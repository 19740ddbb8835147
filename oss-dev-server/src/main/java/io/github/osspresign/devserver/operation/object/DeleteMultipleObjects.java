// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * DeleteMultipleObjects: deletes up to 1000 objects or versions, existing or not. A quiet request gets no list back.
 */
record DeleteMultipleObjects(ObjectStore store) implements Operation {

    private static final int MAX_KEYS = 1000;

    private static final Pattern BASE64_OF_20_BYTES = Pattern.compile("[A-Za-z0-9+/]{27}=");

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        if (!request.headers().contains(ContentMd5.NAME)) {
            throw OssErrorCode.MISSING_ARGUMENT.error().with("ArgumentName", ContentMd5.NAME);
        }
        ListEncoding encoding = ListEncoding.ofParameterOrHeader(request);
        XmlElement delete = XmlBody.read(withoutLongMd5(request), "Delete");
        List<Deletion> deletions = new ArrayList<>();
        for (RequestedVersion requested : requested(bucket, delete)) {
            deletions.add(Deletion.of(store, requested, request.receivedAt()));
        }
        if ("true".equals(delete.text("Quiet"))) {
            return Response.of(200);
        }
        return XmlBody.response("DeleteResult", xml -> {
            encoding.write(xml);
            deletions.forEach(deletion -> xml.element("Deleted", deleted -> deletion.write(deleted, encoding)));
        });
    }

    /** Leaves out a Content-MD5 of 20 bytes, which OSS accepts here for any content. */
    private static OssRequest withoutLongMd5(OssRequest request) {
        String md5 = request.header(ContentMd5.NAME);
        if (md5 == null || !BASE64_OF_20_BYTES.matcher(md5.strip()).matches()) {
            return request;
        }
        return request.withHttp(request.http().withHeaders(request.headers().without(ContentMd5.NAME)));
    }

    private static @Nullable String versionId(XmlElement object) {
        String versionId = object.text("VersionId");
        if (versionId != null) {
            RequestedVersion.requireValidId("VersionId", versionId);
        }
        return versionId;
    }

    private static List<RequestedVersion> requested(BucketInfo bucket, XmlElement delete) {
        List<RequestedVersion> requested = new ArrayList<>();
        for (XmlElement object : delete.children("Object")) {
            String key = object.text("Key");
            if (key == null) {
                throw XmlBody.malformed();
            }
            ObjectKeys.requireValid(key);
            requested.add(new RequestedVersion(bucket.name(), key, versionId(object)));
        }
        if (requested.isEmpty() || requested.size() > MAX_KEYS) {
            throw XmlBody.malformed();
        }
        return requested;
    }
}
