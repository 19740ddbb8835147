package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.util.Set;

/** AbortMultipartUpload: the parts are discarded. */
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
    public Response answer(OssCall call) throws IOException {
        MultipartUpload upload = uploads.named(call);
        upload.abort();
        uploads.remove(upload);
        return Response.of(204);
    }
}
