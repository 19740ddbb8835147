// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.operation.callback.Callback;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.operation.transfer.TrafficLimit;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;

/** The operations of multipart uploads, by the request that selects them. */
public final class MultipartOperations {

    /** The parameter counts at the start of an upload. Some clients repeat it, and the version, without an effect. */
    private static final String SEQUENTIAL = InitiateMultipartUpload.SEQUENTIAL;

    private MultipartOperations() {}

    public static void addTo(Operations table, ObjectStore store, ServiceRules rules, MultipartUploads uploads) {
        table.add(
                "GET bucket?uploads",
                new ListMultipartUploads(uploads),
                "prefix",
                "delimiter",
                "key-marker",
                "upload-id-marker",
                "max-uploads",
                Operations.PAYER);
        table.add(
                "POST object?uploads",
                new InitiateMultipartUpload(store, uploads, rules),
                SEQUENTIAL,
                RequestedVersion.PARAMETER);
        table.add(
                "PUT object?uploadId",
                new UploadPart(store, uploads, rules),
                UploadPart.NUMBER,
                TrafficLimit.NAME,
                SEQUENTIAL);
        table.add(
                "PUT object?uploadId from copy source",
                new UploadPartCopy(store, uploads, rules),
                UploadPart.NUMBER,
                SEQUENTIAL,
                RequestedVersion.PARAMETER);
        table.add("GET object?uploadId", new ListParts(uploads), "max-parts", "part-number-marker");
        table.add(
                "POST object?uploadId",
                new CompleteMultipartUpload(store, uploads),
                Callback.PARAMETER,
                Callback.VARIABLES,
                SEQUENTIAL);
        table.add(
                "DELETE object?uploadId",
                (request, bucket) -> {
                    MultipartUpload upload = uploads.requested(request);
                    upload.abort();
                    uploads.remove(upload);
                    return Response.of(204);
                },
                SEQUENTIAL);
    }
}
