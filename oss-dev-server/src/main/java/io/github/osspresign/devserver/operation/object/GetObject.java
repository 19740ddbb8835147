// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.ObjectHeaders;
import io.github.osspresign.devserver.operation.metadata.Restoration;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.transfer.ByteRange;
import io.github.osspresign.devserver.operation.transfer.Preconditions;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.operation.transfer.TrafficLimit;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.OpenObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** GetObject: returns the object or a range of it. The checksum of a range is that of the whole object. */
record GetObject(ObjectStore store, ServiceRules rules) implements Operation {

    private static final String MULTI_RANGE = "x-oss-multi-range-behavior";

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        TrafficLimit.check(request, rules);
        refuseMultipleRanges(request);
        OpenObject object =
                Symlink.follow(store, bucket, RequestedVersion.of(request).open(store), request.receivedAt());
        try {
            Restoration.requireReadable(object.info(), bucket, request.receivedAt());
            Response response = RequestedVersion.addVersionId(response(request, object), bucket, object.info());
            return TrafficLimit.apply(request, response);
        } catch (IOException | RuntimeException e) {
            object.close();
            throw e;
        }
    }

    private static void refuseMultipleRanges(OssRequest request) {
        if (request.headers().contains(MULTI_RANGE)) {
            throw OssErrorCode.NOT_IMPLEMENTED.error().with("Header", MULTI_RANGE);
        }
    }

    private Response response(OssRequest request, OpenObject object) throws IOException {
        ObjectInfo info = object.info();
        if (Preconditions.isNotModified(request, info)) {
            object.close();
            return Response.of(304).withHeaders(ObjectHeaders.of(info, request.receivedAt()));
        }
        Headers headers = DefaultDomainRules.apply(
                rules, request, ResponseOverrides.apply(request, ObjectHeaders.of(info, request.receivedAt())));
        ByteRange range = range(request, info);
        if (range == null) {
            Body whole = Body.of(object.content(), info.digest().length());
            return Compression.apply(request, new Response(200, headers, whole));
        }
        object.content().skipNBytes(range.first());
        return new Response(
                206,
                headers.with("Content-Range", range.contentRange(info.digest().length())),
                Body.of(object.content(), range.length()));
    }

    private @Nullable ByteRange range(OssRequest request, ObjectInfo info) {
        if (rules.holds(Assumption.IF_RANGE_IS_HONOURED)
                && !Preconditions.namesState(request.header("If-Range"), info)) {
            return null;
        }
        boolean standard = "standard".equals(request.header("x-oss-range-behavior"));
        return ByteRange.of(request.header("Range"), standard, info.digest().length(), rules);
    }
}
