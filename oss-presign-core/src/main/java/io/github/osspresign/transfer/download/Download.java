// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Retry;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Handover;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.file.CompletedRanges;
import io.github.osspresign.transfer.file.DiskReserve;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.file.PartFile;
import io.github.osspresign.transfer.file.PartialObject;
import io.github.osspresign.transfer.file.ReservedTarget;
import io.github.osspresign.transfer.file.TargetFile;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one link to a file. Each attempt probes, plans, fetches, verifies and publishes; a further attempt resumes.
 */
public final class Download {

    /*
     * Each attempt begins with one request. If nothing is known of the object, it asks for the first part. A smaller
     * object comes as a whole; for a larger one the response gives size and entity tag, the validator.
     *
     * With a validator, every other request asks for a range of that very object (If-Match): several at a time in this
     * attempt, and in later attempts, also of another process, for the ranges that are still missing. If the first
     * response of an attempt contains the whole object although a range was requested, the download starts over; bytes
     * of different responses are never joined without the validator.
     *
     * Without a validator nothing can be resumed, so each attempt requests the whole object. The same applies if a
     * range comes without the entity tag of the validator: nothing shows that its bytes belong to the same object.
     */

    private final Transfer transfer;
    private final DownloadRequest request;
    private final Retry retry;
    private final WantedObject object;
    private final RefreshableLink link;
    private final Destination destination;
    private ExceptionFactory failures;
    /** Read by the threads of parallel requests, too. */
    private volatile Received received = Received.nothing();

    public Download(Transfer transfer, DownloadRequest request) {
        ObjectRequest wanted = request.object();
        this.transfer = transfer;
        this.request = request;
        this.retry = new Retry(transfer);
        this.object = new WantedObject(wanted);
        this.link = new RefreshableLink(
                transfer, RefreshableLink.Use.DOWNLOAD, wanted.link(), wanted.refresher(), progress());
        this.destination = new Destination(transfer.shared(), request);
        this.failures = link.failures();
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public long bytes() {
                return received.bytes();
            }

            @Override
            public long total() {
                return received.totalBytes();
            }
        };
    }

    public DownloadResult run() throws OssPresignException {
        boolean worthKeeping = true;
        try {
            while (true) {
                try {
                    DownloadResult result = attempt();
                    if (result != null) {
                        worthKeeping = false;
                        return result;
                    }
                } catch (IOException e) {
                    // What has neither a context nor a reason is a failure of the file system.
                    recover(failures.file(e, destination.directory()));
                } catch (OutOfMemoryError e) {
                    recover(DirectMemory.lacking(e).in(failures));
                }
            }
        } catch (OssPresignException e) {
            worthKeeping = isWorthKeeping(e);
            throw e;
        } finally {
            transfer.close();
            destination.release(worthKeeping, received);
        }
    }

    // ---- one attempt

    /**
     * Runs one attempt; returns {@code null} if bytes of an earlier download are no longer in the part file, so that the next
     * attempt must request all of them.
     */
    private @Nullable DownloadResult attempt() throws IOException {
        AttemptRequests requests = new AttemptRequests(transfer, link);
        failures = link.failures();
        DownloadResult unwanted = object.refused(null, failures);
        if (unwanted == null) {
            unwanted = nameBeforeRequest(requests);
        }
        return unwanted == null ? request(requests) : unwanted;
    }

    /** Reserves the name if it is known. */
    private @Nullable ExistingFile nameBeforeRequest(AttemptRequests requests) throws IOException {
        destination.checkFolder();
        String fileName = request.object().fileName();
        return fileName == null ? null : reserve(fileName, requests);
    }

    private @Nullable ExistingFile reserve(String fileName, AttemptRequests requests) throws IOException {
        if (destination.isReserved()) {
            return null;
        }
        ExistingFile existing = destination.reserve(fileName);
        Journal left = existing == null ? destination.reserved().left() : null;
        if (left != null
                && (requests.processed()
                        || !left.validator().isFor(requests.initialLink().address()))) {
            // A processed object may have the entity tag of its source but not its bytes, and an object at another
            // address may have the same tag.
            destination.empty();
        } else if (left != null) {
            received = received.resuming(left);
        }
        return existing;
    }

    private @Nullable DownloadResult request(AttemptRequests requests) throws IOException {
        boolean named = destination.isReserved();
        try (FirstResponse first = requestFirst(requests)) {
            DownloadResult unwanted = refusedBy(first.response());
            if (unwanted == null) {
                String fileName = request.object().fileName();
                unwanted = reserve(fileName == null ? RemoteName.of(first.response()) : fileName, requests);
            }
            if (unwanted != null) {
                return unwanted;
            }
            if (named || received.resumedBytes() == 0) {
                return fetch(first);
            }
        }
        // The name has led to the part file of an earlier download.
        try (FirstResponse next = requestFirst(requests)) {
            return fetch(next);
        }
    }

    private @Nullable DownloadResult refusedBy(ObjectResponse response) throws OssPresignException {
        try {
            return object.refused(response.object().etag(), response.failures());
        } catch (OssPresignException e) {
            // The transfer that has the object may use the name.
            destination.release(true, received);
            startOver();
            throw e;
        }
    }

    private FirstResponse requestFirst(AttemptRequests requests) throws IOException {
        if (received.validator() == null) {
            startOver();
        }
        FirstResponse first = FirstResponse.request(requests, received, transfer.options());
        try (Handover handover = new Handover(first)) {
            take(first.received());
            return handover.to(first);
        }
    }

    // ---- fetch, verify, publish

    private @Nullable DownloadResult fetch(FirstResponse first) throws IOException {
        ReservedTarget reserved = destination.reserved();
        TargetFile target = reserved.target();
        ObjectHeaders headers = first.response().object();
        CompletedRanges ranges = received.ranges();
        VerificationMode verify = transfer.options().verify();
        failures = first.response().failures();
        PartialObject open = reserved.open(headers.length());
        requireHolding(open.size() >= ranges.bytes());
        // Fails before the transfer if nothing would verify it.
        Verification.of(first.response(), ranges.announcedCrc64(), verify);

        ProgressReporter reporter = reporter(target, headers);
        DiskReserve reserve = DiskReserve.ofDownloads(
                target.directory(),
                transfer.options().minFreeDisk(),
                transfer.shared().freeSpace());
        // What a small object has in memory is not on the disk yet.
        long onDisk = open instanceof PartFile ? ranges.bytes() : 0;
        reserve.requireRoom(Math.max(0, headers.length() - onDisk));
        if (!received.isComplete()) {
            first.writeTo(
                    new PartFileWriter(transfer, open, ranges, received.validator(), reserve, reporter), transfer);
        }

        if (!reserved.isIntact(transfer.deadline())) {
            startOver();
            return null;
        }
        Verification verification = Verification.of(first.response(), ranges.announcedCrc64(), verify);
        boolean again = verify == VerificationMode.required;
        VerifiedBy verified = verification.verify(
                ranges.bytes(), checksum -> checksum.actual(open, ranges, again, transfer.deadline()));
        long length = ranges.bytes();
        requireHolding(open.size() == length);
        Path file = reserved.publish();
        if (file == null) {
            return new ExistingFile(target.wanted());
        }
        reporter.done(length);
        return new Downloaded(
                file,
                target.nameOf(file),
                headers.sanitized(failures).withLength(length),
                verified,
                retry.attempts(),
                received.resumedBytes(),
                transfer.deadline().elapsed());
    }

    private ProgressReporter reporter(TargetFile target, ObjectHeaders headers) {
        String lastSegment = target.name().substring(target.name().lastIndexOf('/') + 1);
        return new ProgressReporter(
                request.object().listener(), failures.maskedUrl(), lastSegment, headers.length(), received.bytes());
    }

    /** Fails rather than to publish bytes that no response has delivered. */
    private static void requireHolding(boolean held) {
        if (!held) {
            throw new IllegalStateException("part and completed ranges differ");
        }
    }

    // ---- between attempts

    private void startOver() throws OssPresignException {
        take(received.startOver());
    }

    /** Replaces what was received. Bytes of an earlier value are discarded. */
    private void take(Received next) throws OssPresignException {
        boolean anew = next.ranges() != received.ranges();
        received = next;
        try {
            if (anew) {
                destination.empty();
            }
        } catch (IOException e) {
            throw failures.file(e, destination.directory());
        }
    }

    private void recover(OssPresignException failure) throws OssPresignException {
        boolean changed = failure instanceof ObjectChangedException && received.validator() != null;
        boolean sinceEarlierDownload = changed && received.resumedBytes() > 0;
        if (changed || failure instanceof ChecksumMismatchException) {
            startOver();
        }
        if (changed && StrongValidator.isMissing((ObjectChangedException) failure)) {
            // A request for the whole object cannot fail in this way.
            take(received.wholeOnly());
        } else if (changed && !sinceEarlierDownload) {
            retry.atOnce(failure);
        } else if (!changed) {
            retry.after(failure, link, received.keptBytes());
        }
    }

    // ---- the end

    /** Returns whether a later download may use the bytes received so far. */
    private boolean isWorthKeeping(OssPresignException failure) {
        if (failure instanceof ChecksumMismatchException || failure instanceof LocalFileException) {
            return false;
        }
        boolean ofTheLink = failure instanceof LinkExpiredException || failure instanceof LinkRejectedException;
        return failure.isRetryable() || ofTheLink || transfer.deadline().isCancelled();
    }
}
