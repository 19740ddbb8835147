// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.attempt.ParallelWork;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.UploadRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** Uploads the parts of an object, several at a time, except for those that are stored already. */
final class PartUploads {

    private final MultipartRequest request;
    private final PlanRequests requests;
    private final MultipartProgress progress;
    private final Map<Integer, StoredPart> stored;
    private final UploadedParts uploaded;

    PartUploads(
            MultipartRequest request,
            PlanRequests requests,
            MultipartProgress progress,
            Map<Integer, StoredPart> stored,
            UploadedParts uploaded) {
        this.request = request;
        this.requests = requests;
        this.progress = progress;
        this.stored = stored;
        this.uploaded = uploaded;
    }

    /**
     * Uploads all parts. If this fails, no part is being uploaded any more.
     *
     * @param transfer transfer of the parts, which the first failure of one of them cancels
     */
    void run(PartSource parts, Transfer transfer) throws IOException {
        Deadline deadline = transfer.deadline();
        ParallelWork work = new ParallelWork(deadline.scheduling().workers(), deadline.cancellation()::cancel);
        int helpers = Math.min(transfer.options().parallelism(), parts.count()) - 1;
        ParallelWork.Task task = () -> uploadNext(parts, work, transfer);
        work.run(task, helpers, task);
        parts.requireUnchanged();
    }

    private void uploadNext(PartSource parts, ParallelWork work, Transfer transfer) throws IOException {
        while (!work.hasFailed()) {
            try (PartBytes part = parts.next()) {
                if (part == null) {
                    return;
                }
                transfer.deadline().check();
                uploaded.add(upload(part, transfer));
            }
        }
    }

    private UploadedPart upload(PartBytes part, Transfer transfer) throws IOException {
        UploadedPart resumed = part.storedAs(stored.get(part.number()), transfer.deadline());
        if (resumed != null) {
            progress.add(resumed.size());
            return resumed;
        }
        PresignedLink link = requests.part(part.number());
        UploadRequest put = new UploadRequest(link, part.source(), progress.ofRequest(), request.refresher());
        Upload upload = new Upload(transfer.reportingTo(put.listener()), put, part.source(), Upload.CONFIRM_PART);
        String etag = Objects.requireNonNull(upload.run().object().etag());
        return new UploadedPart(part.number(), etag, upload.crc64(), part.size(), false);
    }
}
