package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.request.OssRequest;
import java.io.IOException;
import java.util.Set;

/** AbortMultipartUpload: discards the parts. */
final class AbortMultipartUpload implements Operation {

    private final MultipartUploads uploads;

    AbortMultipartUpload(MultipartUploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("uploadId", "x-oss-request-payer");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        MultipartUpload upload = uploads.requested(request);
        upload.abort();
        uploads.remove(upload);
        return Response.of(204);
    }
}
