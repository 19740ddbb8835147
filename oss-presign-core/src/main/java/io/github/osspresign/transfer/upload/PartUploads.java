package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.transfer.attempt.ParallelWork;
import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.UploadRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** Uploads the parts of an object, several at a time, except for those that are stored already. */
final class PartUploads {

    private final TransferContext shared;
    private final MultipartRequest request;
    private final PlanRequests requests;
    private final MultipartProgress progress;
    private final Map<Integer, StoredPart> stored;
    private final PlanCheck check;
    private final UploadedParts uploaded = new UploadedParts();

    PartUploads(
            TransferContext shared,
            MultipartRequest request,
            PlanRequests requests,
            MultipartProgress progress,
            Map<Integer, StoredPart> stored) {
        this.shared = shared;
        this.request = request;
        this.requests = requests;
        this.progress = progress;
        this.stored = stored;
        this.check = new PlanCheck(request.plan());
    }

    /**
     * Uploads all parts. If this fails, no part is being uploaded any more.
     *
     * @param deadline deadline of the parts, which the first failure of one of them cancels
     */
    UploadedParts run(PartSource parts, Deadline deadline) throws OssPresignException {
        ParallelWork work =
                new ParallelWork(shared.scheduling().workers(), deadline.cancellation()::cancel, requests.failures());
        int helpers = Math.min(shared.options().parallelism(), parts.count()) - 1;
        ParallelWork.Task task = () -> uploadNext(parts, work, deadline);
        work.run(task, helpers, task);
        parts.requireUnchanged();
        return uploaded;
    }

    private void uploadNext(PartSource parts, ParallelWork work, Deadline deadline) throws OssPresignException {
        while (!work.hasFailed()) {
            try (PartBytes part = parts.next()) {
                if (part == null) {
                    return;
                }
                deadline.check(requests.failures());
                uploaded.add(upload(part, deadline));
            } catch (OssPresignException e) {
                throw e;
            } catch (IOException e) {
                throw requests.failures().source(e);
            }
        }
    }

    private UploadedPart upload(PartBytes part, Deadline deadline) throws IOException {
        UploadedPart resumed = part.storedAs(stored.get(part.number()), () -> deadline.check(requests.failures()));
        if (resumed != null) {
            progress.add(resumed.size());
            return resumed;
        }
        PresignedLink link = link(part.number());
        UploadRequest put = new UploadRequest(link, part.source(), progress.part(), request.refresher());
        Upload upload = new Upload(shared, put, part.source(), Upload.CONFIRM_PART, deadline);
        String etag = Objects.requireNonNull(upload.run().object().etag());
        return new UploadedPart(part.number(), etag, upload.crc64(), part.size(), false);
    }

    private PresignedLink link(int number) throws OssPresignException {
        PresignedPart part = request.plan().part(number);
        if (part == null) {
            throw requests.failures().failed("upload plan: must have a link of part " + number + ", has none");
        }
        PresignedLink link = request.plan().link(part);
        check.requirePart(number, link, requests.failures());
        return link;
    }
}
