package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.multipart.PartBytes;
import io.github.osspresign.transfer.multipart.PartSource;
import io.github.osspresign.transfer.multipart.PlanCheck;
import io.github.osspresign.transfer.multipart.UploadedPart;
import io.github.osspresign.transfer.multipart.UploadedParts;
import io.github.osspresign.transfer.xml.StoredPart;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
     * @param transfer deadline of the transfer
     */
    UploadedParts run(PartSource parts, Deadline transfer) throws OssPresignException {
        // The first failure cancels the other parts, but not the transfer, which may still abort the upload.
        Cancellation running = new Cancellation();
        Runnable cancelling = running::cancel;
        transfer.cancellation().add(cancelling);
        running.add(parts::cancel);
        try (Deadline deadline = transfer.ofPart(running)) {
            ParallelWork work = new ParallelWork(shared.scheduling().workers(), running::cancel, requests.failures());
            int helpers = Math.min(shared.options().parallelism(), parts.count()) - 1;
            ParallelWork.Task task = () -> uploadNext(parts, work, deadline);
            cancelAtEnd(parts, deadline, () -> work.run(task, helpers, task));
        } finally {
            transfer.cancellation().remove(cancelling);
        }
        parts.requireUnchanged();
        return uploaded;
    }

    /** Ends the wait for bytes of the source when the time of the transfer is over. */
    private void cancelAtEnd(PartSource parts, Deadline deadline, ParallelWork.Task work) throws OssPresignException {
        Duration left = deadline.left();
        Future<?> end = left == null
                ? null
                : shared.scheduling().timer().schedule(parts::cancel, left.toMillis() + 1, TimeUnit.MILLISECONDS);
        try {
            work.run();
        } finally {
            if (end != null) {
                end.cancel(false);
            }
        }
    }

    private void uploadNext(PartSource parts, ParallelWork work, Deadline deadline) throws OssPresignException {
        while (!work.hasFailed()) {
            try (PartBytes part = next(parts, deadline)) {
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

    private @Nullable PartBytes next(PartSource parts, Deadline deadline) throws OssPresignException {
        try {
            return parts.next();
        } catch (OssPresignException e) {
            // The end of the deadline may be the reason.
            deadline.check(requests.failures());
            throw e;
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
        Upload upload = Upload.ofPart(shared, put, deadline);
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
