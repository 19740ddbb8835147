package io.github.osspresign.transfer;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.file.CompletedRange;
import io.github.osspresign.transfer.file.CompletedRanges;
import io.github.osspresign.transfer.file.DiskReserve;
import io.github.osspresign.transfer.file.Journal;
import io.github.osspresign.transfer.file.MissingRanges;
import io.github.osspresign.transfer.file.PartFile;
import io.github.osspresign.transfer.file.SafeDirectory;
import io.github.osspresign.transfer.file.TargetFile;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.DownloadOptions;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.NotModified;
import io.github.osspresign.transfer.model.ObjectIdentity;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One link on its way to a file: probe, plan, fetch, verify, publish, and once more from where it broke off. */
final class Download {

    /*
     * An attempt begins with one request, the lead. Where nothing is known of the object it asks for the first part: a
     * smaller object comes as a whole, of a larger one the answer tells size and entity tag. These are the pin. With it
     * every other request asks for a range of that very object (If-Match), side by side in this attempt, and in the next
     * attempts, of this call or of another process, for what is still missing. A lead that brings the whole object
     * though a range was asked for begins anew; bytes of it are never put behind others. Without a pin there is nothing
     * to go on from, so each attempt begins anew, with a request for the whole object. So it does when a range comes
     * without the entity tag that the pin has: nothing says that the bytes are the same object's.
     */

    private final TransferContext engine;
    private final DownloadOptions options;
    private final DownloadRequest request;
    private final Instant startedAt;
    private final Deadline deadline;
    private final Retry retry;
    private final DownloadTurn turn;
    private final CompletedRanges pieces = new CompletedRanges();
    private final RefreshableLink link;
    private FailureContext context;
    private @Nullable TargetFile target;
    private @Nullable PartFile part;
    private @Nullable StrongValidator pin;
    /** What the gate has let pass. */
    private @Nullable ObjectIdentity asked;

    private long resumedBytes;

    /** Whether answers to ranges of this object are of no use. */
    private boolean whole;

    private boolean worthless;

    Download(TransferContext engine, DownloadRequest request, Cancellation cancellation) {
        this.engine = engine;
        this.options = engine.options();
        this.request = request;
        this.startedAt = engine.now();
        this.deadline = engine.deadline(startedAt, cancellation);
        this.retry = new Retry(engine, deadline);
        this.turn = new DownloadTurn(request.gate(), deadline);
        this.link = new RefreshableLink(engine, request.link(), request.refresher(), deadline, pieces);
        this.context = link.failures().beforeAnswer();
    }

    DownloadResult run() throws OssPresignException {
        try {
            while (true) {
                try {
                    DownloadResult result = attempt();
                    if (result != null) {
                        return result;
                    }
                } catch (OssPresignException e) {
                    recover(e);
                } catch (IOException e) {
                    // The network's failures are told apart where they happen; what is left is the file system.
                    throw link.failures().file(e, context);
                }
            }
        } catch (OssPresignException e) {
            worthless = !isWorthKeeping(e);
            throw e;
        } finally {
            deadline.close();
            release();
        }
    }

    // ---- one attempt

    /** Returns {@code null} if it had to wait for another transfer after its response: the next attempt asks anew. */
    private @Nullable DownloadResult attempt() throws IOException {
        ObjectRequests requests = new ObjectRequests(engine, link, request.progress(), deadline);
        deadline.check(context);
        ObjectIdentity object = ObjectIdentity.of(request.link());
        if (asked == null && isSeen(object, turn.await(object, link.failures()))) {
            return new AlreadySeen(object);
        }
        String folder = request.folder();
        if (folder != null) {
            // Before the request, though the folder is made only when there is something to put into it.
            SafeDirectory.relative(folder, request.directory().getFileSystem(), link.failures());
        }
        String fileName = request.fileName();
        // Under a condition the object comes first: where it has not changed, it does not matter what the file is like.
        Path leftAlone = fileName == null || request.unless() != null ? null : awaitPart(fileName, requests);
        if (leftAlone != null) {
            return new ExistingFile(leftAlone);
        }
        Lead lead = lead(requests);
        try {
            if (lead.part().isStill(request.unless())) {
                return new NotModified();
            }
            ObjectIdentity answered = object.completedBy(lead.part().object().etag());
            if (!answered.equals(asked)) {
                DownloadFilter.Admission admission = request.gate().admit(answered);
                boolean waits = admission == DownloadFilter.Admission.BUSY;
                if (waits) {
                    // Neither a connection nor a file is kept from others meanwhile.
                    lead.part().close();
                    releasePart();
                }
                if (isSeen(answered, waits ? turn.await(answered, link.failures()) : admission)) {
                    return new AlreadySeen(answered);
                }
                if (waits) {
                    return null;
                }
            }
            if (part == null) {
                String remoteName = remoteName(lead, requests);
                leftAlone = choose(remoteName, requests);
                boolean waits = leftAlone == null && part == null;
                if (waits) {
                    lead.part().close();
                    leftAlone = awaitPart(remoteName, requests);
                }
                if (leftAlone != null) {
                    return new ExistingFile(leftAlone);
                }
                if (waits || resumedBytes > 0) {
                    lead.part().close();
                    lead = lead(requests);
                }
            }
            return fetch(lead, requests);
        } finally {
            lead.part().close();
        }
    }

    private boolean isSeen(ObjectIdentity object, DownloadFilter.Admission admission) throws OssPresignException {
        if (admission == DownloadFilter.Admission.DEADLOCK) {
            throw link.failures().deadlock(context);
        }
        worthless = admission == DownloadFilter.Admission.SEEN;
        asked = worthless ? null : object;
        return worthless;
    }

    /** The first answer of an attempt, and what is missing besides. */
    private record Lead(ObjectRequests.Part part, MissingRanges gaps) {}

    private Lead lead(ObjectRequests requests) throws OssPresignException {
        StrongValidator known = pin;
        return known == null ? probe(requests) : goOn(requests, known);
    }

    private Lead probe(ObjectRequests requests) throws OssPresignException {
        startOver();
        boolean ranged = !whole && !requests.processed() && options.parallelism() > 1;
        ByteRange first = new ByteRange(0, options.partSize() - 1);
        ObjectRequests.Part answered;
        try {
            answered = requests.probe(ranged ? first : null, request.unless());
        } catch (DownloadFailedException e) {
            if (ranged && e.status() == 416) {
                // Some servers have no first part of an empty object.
                whole = true;
                return probe(requests);
            }
            throw e;
        }
        pin = whole ? null : answered.pin();
        if (answered.whole()) {
            return new Lead(answered, MissingRanges.NONE);
        }
        ByteRange came = Objects.requireNonNull(answered.range());
        if (pin == null && answered.object().length() > came.length()) {
            // Nothing would tell the other parts from those of another object.
            answered.close();
            whole = true;
            return probe(requests);
        }
        CompletedRange here = new CompletedRange(0, came.length(), 0);
        return new Lead(
                answered, new MissingRanges(List.of(here), answered.object().length(), options.partSize()));
    }

    private Lead goOn(ObjectRequests requests, StrongValidator known) throws OssPresignException {
        long partSize = options.parallelism() == 1 ? Long.MAX_VALUE : options.partSize();
        MissingRanges gaps = new MissingRanges(pieces.list(), known.size(), partSize);
        ByteRange next = gaps.next();
        // Where all of it is here, what is asked for is only whether it is still the object.
        ByteRange asked = next == null ? new ByteRange(known.size() - 1, known.size() - 1) : next;
        ObjectRequests.Part answered = requests.ask(asked, known);
        if (answered.whole()) {
            startOver();
            pin = answered.pin();
            return new Lead(answered, MissingRanges.NONE);
        }
        gaps.putBack(asked, Objects.requireNonNull(answered.range()));
        return new Lead(answered, gaps);
    }

    private static String remoteName(Lead lead, ObjectRequests requests) {
        return RemoteName.of(lead.part().object(), requests.atFirst());
    }

    // ---- fetch, verify, publish

    private DownloadResult fetch(Lead lead, ObjectRequests requests) throws IOException {
        PartFile open = Objects.requireNonNull(part);
        TargetFile chosen = Objects.requireNonNull(target);
        ObjectHeaders object = lead.part().object();
        ExceptionFactory failures = link.failures();
        context = lead.part().context().withBytesSoFar(pieces.bytes());
        Verification verification = Verification.of(lead.part(), link.link(), options.verify(), failures, context);
        String fileName = chosen.wanted().getFileName().toString();
        ProgressReporter milestones = new ProgressReporter(
                request.progress(), failures.maskedUrl(), fileName, object.length(), pieces.bytes());
        DiskReserve reserve = new DiskReserve(chosen.directory(), options.minFreeDisk(), engine.freeSpace());
        reserve.requireRoom(Math.max(0, object.length() - pieces.bytes()), failures, context);
        PartFileWriter intake = new PartFileWriter(
                open, pieces, pin, milestones, object.length(), reserve, deadline, engine, failures, context);
        if (pin == null || pieces.bytes() < pin.size()) {
            new ParallelRangeFetcher(engine, intake, lead.gaps(), requests, pin, failures).work(lead.part());
        }
        VerifiedBy verified = verification.verify(open, pieces);
        long length = pieces.bytes();
        Path file = chosen.publish(open, failures, context);
        if (file == null) {
            worthless = true;
            return new ExistingFile(chosen.wanted());
        }
        intake.done();
        return downloaded(file, length, verified, object.handedOn(failures));
    }

    private Downloaded downloaded(Path file, long length, VerifiedBy verified, ObjectHeaders object) {
        Duration duration = Duration.between(startedAt, engine.now());
        return new Downloaded(
                file,
                length,
                object.lastModified(),
                object.contentType(),
                object.etag(),
                object.crc64(),
                object.versionId(),
                object.requestId(),
                object.metadata(),
                verified,
                retry.attempts(),
                resumedBytes,
                duration.isNegative() ? Duration.ZERO : duration);
    }

    // ---- the file

    private SafeDirectory jail(ExceptionFactory failures) throws IOException {
        SafeDirectory directory = new SafeDirectory(request.directory());
        String folder = request.folder();
        return folder == null ? directory : directory.inner(folder, failures);
    }

    /** As {@link #choose}, but waits while another transfer of this process writes a file of the name. */
    private @Nullable Path awaitPart(String fileName, ObjectRequests requests) throws IOException {
        while (true) {
            Path leftAlone = choose(fileName, requests);
            if (leftAlone != null || part != null) {
                return leftAlone;
            }
            turn.sleep(link.failures());
        }
    }

    /**
     * Decides on the name and opens the part file.
     *
     * @return the file of the name that is left alone; {@code null} if the part file is open, or if another transfer of this
     *     process has it
     */
    private @Nullable Path choose(String fileName, ObjectRequests requests) throws IOException {
        if (part != null) {
            return null;
        }
        ExceptionFactory failures = link.failures();
        SafeDirectory jail = jail(failures);
        TargetFile named = new TargetFile(jail.resolve(fileName, failures), request.fileExist(), jail);
        target = named;
        Path leftAlone = named.leftAlone(failures, context);
        if (leftAlone != null) {
            return leftAlone;
        }
        PartFile opened = named.openPart(failures, context);
        if (opened == null) {
            return null;
        }
        part = opened;
        Journal left = opened.left();
        if (left != null
                && (requests.processed() || !left.pin().isFor(requests.atFirst().address()))) {
            // What is made from an object may have its entity tag, but not its bytes; so may an object elsewhere.
            opened.empty();
        } else if (left != null) {
            pin = left.pin();
            pieces.addAll(left.pieces());
            resumedBytes = pieces.bytes();
        }
        return null;
    }

    private void startOver() throws DownloadFailedException {
        pin = null;
        resumedBytes = 0;
        pieces.clear();
        try {
            if (part != null) {
                part.empty();
            }
        } catch (IOException e) {
            throw link.failures().file(e, context);
        }
    }

    // ---- between attempts

    private void recover(OssPresignException failure) throws OssPresignException {
        boolean changed = failure instanceof ObjectChangedException && pin != null;
        boolean sinceEarlierDownload = changed && resumedBytes > 0;
        if (changed || failure instanceof ChecksumMismatchException) {
            startOver();
        }
        // Asked for as a whole, it cannot fail so again.
        boolean unknown = changed && StrongValidator.isMissing((ObjectChangedException) failure);
        whole |= unknown;
        if (sinceEarlierDownload || unknown) {
            return;
        }
        if (changed) {
            retry.atOnce(failure);
        } else {
            retry.after(failure, link.lastEnd(), link.failures());
        }
        request.progress().retrying(failure);
    }

    // ---- the end

    /** Whether the bytes that are here may be part of a later download. */
    private boolean isWorthKeeping(OssPresignException failure) {
        if (failure instanceof ChecksumMismatchException) {
            return false;
        }
        boolean ofTheLink = failure instanceof LinkExpiredException || failure instanceof LinkRejectedException;
        return failure.isRetryable() || ofTheLink || deadline.isCancelled();
    }

    private void releasePart() {
        release();
        part = null;
        target = null;
        pin = null;
        pieces.clear();
        resumedBytes = 0;
    }

    private void release() {
        PartFile open = part;
        if (open == null) {
            return;
        }
        if (!worthless && pin != null && pieces.bytes() >= PartFile.WORTH_KEEPING) {
            open.keep(new Journal(pin, pieces.list()));
        }
        open.close();
    }
}
