// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.syntax.PartLayout;
import io.github.osspresign.transfer.attempt.ParallelWork;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.file.LocalBytes;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.ResponseCheck;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.model.VerifiedBy;
import io.github.osspresign.transfer.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Uploads one body in parts by the links of a plan: lists what is stored, sends the rest, and completes the upload. */
public final class MultipartUpload {

    /*
     * The service keeps the state of an upload, so a transfer that was killed is continued by the same call, anywhere:
     * parts that are stored with the bytes of this body are not sent again. An upload that has ended is a success only if
     * the object has exactly the bytes of this body, because the sender of a plan could have completed it with others.
     */

    private final Transfer transfer;
    private final MultipartRequest request;
    private final PresignedUpload plan;
    private final MultipartProgress progress;
    private final PlanRequests requests;
    private final ExceptionFactory failures;

    public MultipartUpload(Transfer transfer, MultipartRequest request) {
        this.request = request;
        this.plan = request.plan();
        Long length = length();
        this.progress = new MultipartProgress(
                request.listener(), plan.complete().maskedUrl(), plan.key(), length == null ? -1 : length);
        this.transfer = transfer.reportingTo(progress.ofRequest());
        this.requests = new PlanRequests(this.transfer, request);
        this.failures = requests.failures();
    }

    /** Returns the number of bytes to upload as the body or the plan states it. */
    private @Nullable Long length() {
        Long length = request.content().length();
        return length == null ? plan.size() : length;
    }

    public Uploaded run() throws OssPresignException {
        try {
            return upload();
        } catch (OssPresignException | RuntimeException | Error e) {
            if (request.abortOnFailure() && !transfer.deadline().isCancelled()) {
                abort(e);
            }
            throw e;
        }
    }

    private Uploaded upload() throws OssPresignException {
        UploadedParts parts = new UploadedParts();
        Completion completion = new Completion(transfer, requests, parts);
        // The first failure cancels the other parts, but not the transfer, which may still abort the upload.
        try (Transfer ofParts = transfer.startPart();
                PartSource source = parts(ofParts)) {
            requireFitting();
            send(source, storedParts(), parts, ofParts);
        } catch (OssPresignException e) {
            if (!ResponseCheck.isUploadEnded(e)) {
                throw e;
            }
            return existing(e, completion);
        } catch (IOException e) {
            throw failures.source(e);
        }
        Completion.Result result = completion.run();
        return uploaded(result.object(), result.verified(), parts.size(), parts.resumedSize());
    }

    private void requireFitting() throws OssPresignException {
        Long length = request.content().length();
        long limit = transfer.options().maxFileSize();
        if (length != null && length > limit) {
            throw new SizeLimitExceededException(limit, length, failures.context());
        }
        if (length != null && plan.size() != null && !length.equals(plan.size())) {
            throw failures.failed("body of the upload: must have " + plan.size() + " bytes as the plan, had " + length);
        }
    }

    /** Returns the stored parts; none if the plan does not allow to list them. */
    private Map<Integer, StoredPart> storedParts() throws OssPresignException {
        try {
            return requests.storedParts();
        } catch (LinkRejectedException e) {
            if (e.status() != 403) {
                throw e;
            }
            return Map.of();
        }
    }

    private PartSource parts(Transfer ofParts) throws IOException {
        UploadContent content = request.content();
        if (content instanceof UploadContent.Stream once) {
            return streamed(new BackgroundStream(once.stream(), ofParts.deadline()));
        }
        UploadContent.Source repeatable = (UploadContent.Source) content;
        UploadSource source = repeatable.source();
        return repeatable.concurrent()
                ? new SlicedParts(source, layout(source.length()))
                : streamed(UploadBody.ofSource(source::open));
    }

    private StreamedParts streamed(InputStream stream) {
        int lastPart = plan.parts().get(plan.parts().size() - 1).number();
        StreamedParts.StreamLimits limits = new StreamedParts.StreamLimits(
                plan.partSize(), lastPart, length(), transfer.options().maxFileSize());
        return new StreamedParts(stream, limits, transfer.shared().temporaryReserve());
    }

    private PartLayout layout(long length) throws OssPresignException {
        try {
            return new PartLayout(length, plan.partSize());
        } catch (IllegalArgumentException e) {
            throw failures.failed("upload plan: " + e.getMessage());
        }
    }

    /**
     * Uploads several parts at a time, except for those that are stored already. If this fails, no part is being uploaded any
     * more.
     *
     * @param ofParts transfer of the parts, which the first failure of one of them cancels
     */
    private void send(PartSource source, Map<Integer, StoredPart> stored, UploadedParts parts, Transfer ofParts)
            throws IOException {
        Deadline deadline = ofParts.deadline();
        ParallelWork work = new ParallelWork(deadline.scheduling().workers(), deadline.cancellation()::cancel);
        ParallelWork.Task task = () -> {
            boolean more = true;
            while (more && !work.hasFailed()) {
                more = sendNext(source, stored, parts, ofParts);
            }
        };
        work.run(task, Math.min(transfer.options().parallelism(), source.count()) - 1, task);
        source.requireUnchanged();
    }

    private boolean sendNext(PartSource source, Map<Integer, StoredPart> stored, UploadedParts parts, Transfer ofParts)
            throws IOException {
        try (PartBytes part = source.next()) {
            if (part != null) {
                ofParts.deadline().check();
                parts.add(uploaded(part, stored.get(part.number()), ofParts));
            }
            return part != null;
        }
    }

    private UploadedPart uploaded(PartBytes part, @Nullable StoredPart stored, Transfer ofParts) throws IOException {
        UploadedPart resumed = part.storedAs(stored, ofParts.deadline());
        if (resumed != null) {
            progress.add(resumed.size());
            return resumed;
        }
        PresignedLink link = requests.part(part.number());
        UploadRequest put = UploadRequest.builder(link, part.source())
                .listener(progress.ofRequest())
                .refresher(request.refresher())
                .build();
        Upload upload = new Upload(ofParts.reportingTo(put.listener()), put, part.source(), Upload.CONFIRM_PART);
        String etag = Objects.requireNonNull(upload.run().object().etag());
        return new UploadedPart(part.number(), etag, upload.crc64(), part.size(), false);
    }

    /** Returns the result of an upload that has ended before all parts were sent, if its object has the same bytes. */
    private Uploaded existing(OssPresignException ended, Completion completion) throws OssPresignException {
        if (!(request.content() instanceof UploadContent.Source content)) {
            throw failures.failed("upload has ended: it was completed or aborted; request a new plan", false, ended);
        }
        UploadSource source = content.source();
        long size = source.length();
        ObjectHeaders object = completion.confirm(size, () -> crc64(source), ended);
        return uploaded(object, VerifiedBy.crc64, size, size);
    }

    private String crc64(UploadSource source) throws OssPresignException {
        Crc64 crc64 = new Crc64();
        try (InputStream in = source.open()) {
            LocalBytes.read(in, transfer.deadline(), crc64::update);
        } catch (IOException e) {
            throw failures.source(e);
        }
        return crc64.decimal();
    }

    private Uploaded uploaded(ObjectHeaders object, VerifiedBy verified, long size, long resumed) {
        progress.done(size);
        return new Uploaded(
                object, verified, progress.attempts(), transfer.deadline().elapsed(), resumed);
    }

    /** Aborts the upload. A failure to do so is added to the given one. */
    private void abort(Throwable failure) {
        // The deadline of the transfer may be over.
        try (Transfer last = transfer.shared().start(new Cancellation(), ProgressListener.NONE)) {
            new PlanRequests(last, request).abort();
        } catch (OssPresignException e) {
            if (!ResponseCheck.isUploadEnded(e)) {
                failure.addSuppressed(e);
            }
        }
    }
}
