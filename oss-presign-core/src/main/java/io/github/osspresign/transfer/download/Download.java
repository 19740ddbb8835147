// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Retry;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.DirectMemory;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.CompletedRanges;
import io.github.osspresign.transfer.file.DiskReserve;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.file.MissingRanges;
import io.github.osspresign.transfer.file.Part;
import io.github.osspresign.transfer.file.PartFile;
import io.github.osspresign.transfer.file.SafeDirectory;
import io.github.osspresign.transfer.file.TargetFile;
import io.github.osspresign.transfer.file.TargetPart;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
    private final TransferOptions options;
    private final DownloadRequest request;
    private final ObjectRequest wanted;
    private final Retry retry;
    private final WantedObject object;
    private final CompletedRanges completed = new CompletedRanges();
    private final RefreshableLink link;
    private ExceptionFactory failures;
    private @Nullable TargetPart targetPart;
    private @Nullable StrongValidator validator;
    private long resumedBytes;

    /** Whether only responses with the whole object can be used. */
    private boolean whole;

    public Download(Transfer transfer, DownloadRequest request) {
        this.transfer = transfer;
        this.options = transfer.options();
        this.request = request;
        this.wanted = request.object();
        this.retry = new Retry(transfer);
        this.object = new WantedObject(wanted);
        this.link = new RefreshableLink(
                transfer, RefreshableLink.Use.DOWNLOAD, wanted.link(), wanted.refresher(), completed);
        this.failures = link.failures();
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
                    recover(failures.file(e, request.directory()));
                } catch (OutOfMemoryError e) {
                    recover(DirectMemory.lacking(e).in(failures));
                }
            }
        } catch (OssPresignException e) {
            worthKeeping = isWorthKeeping(e);
            throw e;
        } finally {
            transfer.close();
            release(worthKeeping);
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

    /** Chooses the file if its name is known. */
    private @Nullable ExistingFile nameBeforeRequest(AttemptRequests requests) throws IOException {
        String folder = request.folder();
        if (folder != null) {
            // Checked before the request, although the folder is created only when there is something to write.
            SafeDirectory.relativeFolder(folder, request.directory().getFileSystem());
        }
        String fileName = wanted.fileName();
        return fileName == null ? null : choose(fileName, requests);
    }

    private @Nullable DownloadResult request(AttemptRequests requests) throws IOException {
        boolean named = targetPart != null;
        try (FirstResponse first = requestFirst(requests)) {
            DownloadResult unwanted = refusedBy(first.part());
            if (unwanted == null) {
                String fileName = wanted.fileName();
                unwanted = choose(fileName == null ? RemoteName.of(first.part()) : fileName, requests);
            }
            if (unwanted != null) {
                return unwanted;
            }
            if (named || resumedBytes == 0) {
                return fetch(first);
            }
        }
        // The name has led to the part file of an earlier download.
        try (FirstResponse next = requestFirst(requests)) {
            return fetch(next);
        }
    }

    private @Nullable DownloadResult refusedBy(AttemptRequests.Part part) throws OssPresignException {
        try {
            return object.refused(part.object().etag(), part.failures());
        } catch (OssPresignException e) {
            // The transfer that has the object may use the name.
            release(true);
            targetPart = null;
            startOver();
            throw e;
        }
    }

    private FirstResponse requestFirst(AttemptRequests requests) throws OssPresignException {
        StrongValidator known = validator;
        return known == null ? probe(requests) : resume(requests, known);
    }

    private FirstResponse probe(AttemptRequests requests) throws OssPresignException {
        startOver();
        boolean ranged = !whole && !requests.processed() && options.parallelism() > 1;
        ByteRange firstPart = new ByteRange(0, options.partSize() - 1);
        AttemptRequests.Part part;
        try {
            part = requests.ask(ranged ? firstPart : null, null);
        } catch (TransferFailedException e) {
            if (ranged && e.status() == 416) {
                // Some servers refuse a range of an empty object.
                whole = true;
                return probe(requests);
            }
            throw e;
        }

        validator = whole ? null : part.validator();
        if (part.isWhole()) {
            return new FirstResponse(requests, part, MissingRanges.NONE);
        }

        long received = part.range().length();
        if (validator == null && part.object().length() > received) {
            // Further ranges could belong to another object.
            part.close();
            whole = true;
            return probe(requests);
        }

        List<CompletedRange> start = List.of(new CompletedRange(0, received, 0));
        MissingRanges missing = new MissingRanges(start, part.object().length(), options.partSize());
        return new FirstResponse(requests, part, missing);
    }

    private FirstResponse resume(AttemptRequests requests, StrongValidator known) throws OssPresignException {
        long partSize = options.parallelism() == 1 ? Long.MAX_VALUE : options.partSize();
        MissingRanges missing = new MissingRanges(completed.list(), known.size(), partSize);
        ByteRange next = missing.next();
        // If all bytes are here, a request for the last one shows whether the object is unchanged.
        ByteRange range = next == null ? new ByteRange(known.size() - 1, known.size() - 1) : next;

        AttemptRequests.Part part = requests.ask(range, known);
        if (part.isWhole()) {
            startOver();
            validator = part.validator();
            return new FirstResponse(requests, part, MissingRanges.NONE);
        }

        missing.putBack(range, part.range());
        return new FirstResponse(requests, part, missing);
    }

    // ---- fetch, verify, publish

    private @Nullable DownloadResult fetch(FirstResponse first) throws IOException {
        TargetPart chosen = Objects.requireNonNull(targetPart);
        TargetFile target = chosen.target();
        ObjectHeaders received = first.part().object();
        failures = first.part().failures();
        Part open = chosen.open(received.length());
        requireHolding(open.size() >= completed.bytes());
        // Fails before the transfer if nothing would verify it.
        Verification.of(first.part(), completed.announcedCrc64(), options.verify());

        String lastSegment = target.name().substring(target.name().lastIndexOf('/') + 1);
        ProgressReporter reporter = new ProgressReporter(
                wanted.listener(), failures.maskedUrl(), lastSegment, received.length(), completed.bytes());

        DiskReserve reserve = DiskReserve.ofDownloads(
                target.directory(), options.minFreeDisk(), transfer.shared().freeSpace());
        // What a small object has in memory is not on the disk yet.
        long onDisk = open instanceof PartFile ? completed.bytes() : 0;
        reserve.requireRoom(Math.max(0, received.length() - onDisk));
        PartFileWriter writer = new PartFileWriter(transfer, open, completed, validator, reserve, reporter);

        if (validator == null || completed.bytes() < validator.size()) {
            first.writeTo(writer, transfer);
        }

        if (!chosen.isIntact(transfer.deadline())) {
            startOver();
            return null;
        }
        Verification verification = Verification.of(first.part(), completed.announcedCrc64(), options.verify());
        boolean again = options.verify() == VerificationMode.required;
        VerifiedBy verified = verification.verify(
                completed.bytes(), checksum -> checksum.actual(open, completed, again, transfer.deadline()));
        long length = completed.bytes();
        requireHolding(open.size() == length);
        Path file = chosen.publish();
        if (file == null) {
            return new ExistingFile(target.wanted());
        }
        reporter.done(length);
        return new Downloaded(
                file,
                target.nameOf(file),
                received.sanitized(failures).withLength(length),
                verified,
                retry.attempts(),
                resumedBytes,
                transfer.deadline().elapsed());
    }

    /** Fails rather than to publish bytes that no response has delivered. */
    private static void requireHolding(boolean held) {
        if (!held) {
            throw new IllegalStateException("part and completed ranges differ");
        }
    }

    // ---- the file

    /**
     * Decides on the name, reserves it, and opens the part file if there is one.
     *
     * @return the existing file that is left alone, {@code null} if the name is reserved
     * @throws PlainFailure if another download has it
     */
    private @Nullable ExistingFile choose(String fileName, AttemptRequests requests) throws IOException {
        if (targetPart != null) {
            return null;
        }
        TargetFile named = new SafeDirectory(request.directory())
                .target(request.folder(), fileName, request.storedAs(), request.fileExist());
        transfer.shared().deleteAbandoned(named.directory());
        Path existing = named.existing();
        if (existing != null) {
            return new ExistingFile(existing);
        }
        TargetPart reserved = named.reserve();
        targetPart = reserved;
        Journal left = reserved.left();
        if (left != null
                && (requests.processed()
                        || !left.validator().isFor(requests.initialLink().address()))) {
            // A processed object may have the entity tag of its source but not its bytes, and an object at another
            // address may have the same tag.
            reserved.empty();
        } else if (left != null) {
            validator = left.validator();
            left.ranges().forEach(completed::finish);
            resumedBytes = completed.bytes();
        }
        return null;
    }

    private void startOver() throws OssPresignException {
        validator = null;
        resumedBytes = 0;
        completed.clear();
        try {
            if (targetPart != null) {
                targetPart.empty();
            }
        } catch (IOException e) {
            throw failures.file(e, request.directory());
        }
    }

    // ---- between attempts

    private void recover(OssPresignException failure) throws OssPresignException {
        boolean changed = failure instanceof ObjectChangedException && validator != null;
        boolean sinceEarlierDownload = changed && resumedBytes > 0;
        if (changed || failure instanceof ChecksumMismatchException) {
            startOver();
        }
        // A request for the whole object cannot fail in this way.
        boolean unknown = changed && StrongValidator.isMissing((ObjectChangedException) failure);
        whole |= unknown;
        if (sinceEarlierDownload || unknown) {
            return;
        }
        if (changed) {
            retry.atOnce(failure);
        } else {
            retry.after(failure, link, validator == null ? 0 : completed.bytes() - resumedBytes);
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

    private void release(boolean worthKeeping) {
        TargetPart open = targetPart;
        if (open == null) {
            return;
        }
        try (open) {
            if (worthKeeping && validator != null && completed.bytes() >= PartFile.WORTH_KEEPING) {
                open.keep(new Journal(validator, completed.list()));
            }
        }
    }
}
