package io.github.osspresign.download;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One link on its way to a file: probe, plan, fetch, verify, publish, and once more from where it broke off. */
final class Download {

    /*
     * An attempt begins with one request, the lead. Where nothing is known of the object it asks for the first part: a
     * smaller object comes as a whole, of a larger one the answer tells size and entity tag. These are the pin. With it
     * every other request asks for a range of that very object (If-Match), side by side in this attempt, and in the next
     * attempts, of this call or of another process, for what is still missing. A lead that brings the whole object
     * though a range was asked for begins anew; bytes of it are never put behind others.
     */

    private final Engine engine;
    private final DownloadOptions options;
    private final DownloadRequest request;
    private final Instant startedAt;
    private final Deadline deadline;
    private final Retry retry;
    private final Pieces pieces = new Pieces();
    private PresignedLink link;
    private Failures failures;
    private FailureContext context;
    private @Nullable Target target;
    private @Nullable PartFile part;
    private @Nullable Pin pin;
    private long resumedBytes;
    private long bytesAtRefresh = -1;
    /** Whether answers to ranges of this object are of no use. */
    private boolean whole;

    private boolean worthless;

    Download(Engine engine, DownloadRequest request) {
        this.engine = engine;
        this.options = engine.options();
        this.request = request;
        this.startedAt = engine.time().instant();
        this.deadline = new Deadline(engine.time(), startedAt, options.downloadTimeout());
        this.retry = new Retry(engine, deadline);
        this.link = request.link();
        this.failures = new Failures(link);
        this.context = failures.beforeAnswer();
    }

    DownloadResult run() throws OssPresignException {
        try {
            while (true) {
                try {
                    return attempt();
                } catch (OssPresignException e) {
                    recover(e);
                } catch (IOException e) {
                    // The network's failures are told apart where they happen; what is left is the file system.
                    throw failures.file(e, context);
                }
            }
        } catch (OssPresignException e) {
            worthless = !isWorthKeeping(e);
            throw e;
        } finally {
            release();
        }
    }

    // ---- one attempt

    private DownloadResult attempt() throws IOException {
        LinkAddress address =
                Preflight.check(link, options.hostPolicy(), engine.time().instant(), failures);
        deadline.check(context);
        Path leftAlone = request.fileName() == null ? null : choose(request.fileName());
        if (leftAlone != null) {
            return new ExistingFile(leftAlone);
        }
        Calls calls = new Calls();
        Lead lead = lead(address, calls);
        try {
            if (part == null) {
                leftAlone = choose(RemoteName.of(lead.object(), link, address));
                if (leftAlone != null) {
                    return new ExistingFile(leftAlone);
                }
                if (resumedBytes > 0) {
                    lead.answer().close();
                    lead = lead(address, calls);
                }
            }
            return fetch(lead, address, calls);
        } finally {
            lead.answer().close();
        }
    }

    /**
     * The first answer of an attempt.
     *
     * @param range what of the object it brings, {@code null} for a whole object of unknown length
     * @param gaps what is missing besides
     */
    private record Lead(
            Answer answer, ObjectHeaders object, @Nullable ByteRange range, Gaps gaps) {}

    private Lead lead(LinkAddress address, Calls calls) throws OssPresignException {
        boolean processed = Verification.isProcessed(address);
        Pin known = pin;
        Gaps gaps = new Gaps(pieces.list(), known == null ? 0 : known.size(), partSize());
        ByteRange asked = known == null ? probe(processed) : gaps.next();
        if (known != null && asked == null) {
            // All of it is here; what is asked for is only whether it is still the object.
            asked = new ByteRange(known.size() - 1, known.size() - 1);
        }
        Answer answer = send(address, asked, calls);
        boolean accepted = false;
        try {
            if (known == null && asked != null && answer.status() == 416) {
                // Some servers have no first part of an empty object.
                whole = true;
                answer.close();
                return lead(address, calls);
            }
            ContentRange came = check(answer, asked);
            ObjectHeaders object = ObjectHeaders.of(answer, came == null ? answer.contentLength() : came.total());
            requireWanted(object, processed);
            Lead lead = came == null ? anew(answer, object, processed) : part(answer, object, came, gaps);
            if (lead == null) {
                answer.close();
                return lead(address, calls);
            }
            accepted = true;
            return lead;
        } finally {
            if (!accepted) {
                answer.close();
            }
        }
    }

    private Lead anew(Answer answer, ObjectHeaders object, boolean processed) throws OssPresignException {
        startOver();
        pin = processed ? null : Pin.of(answer, object);
        ByteRange range = object.length() < 0 ? null : new ByteRange(0, object.length() - 1);
        return new Lead(answer, object, range, new Gaps(pieces.list(), 0, partSize()));
    }

    /** {@code null} where the parts of the object could not be told from those of another. */
    private @Nullable Lead part(Answer answer, ObjectHeaders object, ContentRange came, Gaps gaps)
            throws ObjectChangedException {
        if (pin != null) {
            pin.requireSame(object, failures, context);
            return new Lead(answer, object, came.bytes(), gaps);
        }
        pin = Pin.of(answer, object);
        if (pin == null && came.bytes().length() < came.total()) {
            whole = true;
            return null;
        }
        Gaps rest = new Gaps(pieces.list(), came.total(), came.bytes().length());
        rest.next();
        return new Lead(answer, object, came.bytes(), rest);
    }

    private @Nullable ByteRange probe(boolean processed) {
        return whole || processed || options.parallelism() == 1 ? null : new ByteRange(0, options.partSize() - 1);
    }

    private long partSize() {
        return options.parallelism() == 1 ? Long.MAX_VALUE : options.partSize();
    }

    private Answer send(LinkAddress address, @Nullable ByteRange range, Calls calls) throws OssPresignException {
        Map<String, String> headers = RequestHeaders.of(link, address, failures);
        if (range != null) {
            headers.put("Range", range.header());
        }
        if (pin != null) {
            headers.put("If-Match", pin.ifMatch());
        }
        try {
            return engine.transport().get(address, headers, calls);
        } catch (IOException e) {
            throw failures.connection(e);
        }
    }

    /** The range that the answer brings, {@code null} where it brings the whole object. */
    private @Nullable ContentRange check(Answer answer, @Nullable ByteRange asked) throws OssPresignException {
        AnswerCheck.requireObject(answer, asked != null, link, engine.time().instant(), failures);
        String requestId = answer.header("x-oss-request-id");
        FailureContext answered = failures.context(answer.status(), new OssError(null, null, null, requestId))
                .withBytesSoFar(pieces.bytes());
        context = answered;
        return asked == null || answer.status() == 200 ? null : ContentRange.require(answer, asked, failures, answered);
    }

    private void requireWanted(ObjectHeaders object, boolean processed) throws OssPresignException {
        if (!processed) {
            object.requireNamedBy(request.link(), failures, context);
            object.requireNamedBy(link, failures, context);
        }
        if (object.length() > options.maxFileSize()) {
            throw new SizeLimitExceededException(options.maxFileSize(), object.length(), context);
        }
    }

    // ---- fetch, verify, publish

    private DownloadResult fetch(Lead lead, LinkAddress address, Calls calls) throws IOException {
        PartFile open = Objects.requireNonNull(part);
        Target chosen = Objects.requireNonNull(target);
        ObjectHeaders object = lead.object();
        Verification verification = Verification.of(object, link, address, options.verify(), failures, context);
        String fileName = chosen.wanted().getFileName().toString();
        Intake intake = new Intake(
                open,
                pieces,
                pin,
                request.progress(),
                fileName,
                object.length(),
                options.maxFileSize(),
                deadline,
                failures,
                context);
        if (pin == null || pieces.bytes() < pin.size()) {
            new Crew(intake, lead.gaps(), range -> further(range, calls), calls)
                    .work(lead.answer(), lead.range(), options.parallelism(), engine.workers(), failures);
        }
        Verified verified = verification.verify(open, pieces);
        long length = pieces.bytes();
        Path file = chosen.publish(open, failures, context);
        if (file == null) {
            return new ExistingFile(chosen.wanted());
        }
        intake.done();
        return downloaded(file, length, verified, object);
    }

    /** A further range of the same object; what is not that is a failure. */
    private Answer further(ByteRange range, Calls calls) throws OssPresignException {
        LinkAddress address =
                Preflight.check(link, options.hostPolicy(), engine.time().instant(), failures);
        Answer answer = send(address, range, calls);
        boolean accepted = false;
        try {
            ContentRange came = check(answer, range);
            if (came == null) {
                throw new DownloadFailedException(
                        "answer to a range", "HTTP 206", "HTTP 200 with the whole object", true, context, null);
            }
            Objects.requireNonNull(pin).requireSame(ObjectHeaders.of(answer, came.total()), failures, context);
            accepted = true;
            return answer;
        } finally {
            if (!accepted) {
                answer.close();
            }
        }
    }

    private Downloaded downloaded(Path file, long length, Verified verified, ObjectHeaders object) {
        Duration duration = Duration.between(startedAt, engine.time().instant());
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

    /** Decides on the name and opens the part file; returns the file that is there and is to be left alone. */
    private @Nullable Path choose(String fileName) throws IOException {
        if (part != null) {
            return null;
        }
        Target named = new Target(new Jail(request.directory()).resolve(fileName, failures), request.fileExist());
        target = named;
        Path leftAlone = named.leftAlone(failures, context);
        if (leftAlone != null) {
            return leftAlone;
        }
        PartFile opened = named.openPart(failures, context);
        part = opened;
        Journal left = opened.left();
        if (left != null) {
            pin = left.pin();
            pieces.addAll(left.pieces());
            resumedBytes = pieces.bytes();
        }
        return null;
    }

    private void startOver() throws DownloadFailedException {
        pin = null;
        resumedBytes = 0;
        bytesAtRefresh = -1;
        pieces.clear();
        try {
            if (part != null) {
                part.empty();
            }
        } catch (IOException e) {
            throw failures.file(e, context);
        }
    }

    // ---- between attempts

    private void recover(OssPresignException failure) throws OssPresignException {
        boolean changed = failure instanceof ObjectChangedException && pin != null;
        if (changed || failure instanceof ChecksumMismatchException) {
            startOver();
        }
        if (changed) {
            retry.atOnce(failure);
        } else if (failure instanceof LinkExpiredException expired) {
            refresh(expired);
        } else {
            retry.after(failure, request.refresher() == null ? link.expiresAt() : null, failures);
        }
    }

    /** A second link in a row that brings nothing on is one too many. */
    private void refresh(LinkExpiredException expired) throws OssPresignException {
        LinkRefresher refresher = request.refresher();
        if (refresher == null || pieces.bytes() <= bytesAtRefresh) {
            throw expired;
        }
        bytesAtRefresh = pieces.bytes();
        PresignedLink fresh;
        try {
            fresh = refresher.refresh(link);
        } catch (IOException e) {
            throw failures.refresh(e, context);
        }
        requireSameObject(fresh);
        link = fresh;
        failures = new Failures(fresh);
        context = failures.beforeAnswer().withBytesSoFar(pieces.bytes());
    }

    private void requireSameObject(PresignedLink fresh) throws DownloadFailedException {
        requireSame("bucket", link.bucket(), fresh.bucket());
        requireSame("key", link.key(), fresh.key());
        requireSame("version", link.versionId(), fresh.versionId());
    }

    private void requireSame(String what, @Nullable String expected, @Nullable String actual)
            throws DownloadFailedException {
        if (expected != null && actual != null && !expected.equals(actual)) {
            throw failures.failed(
                    what + " of the fresh link",
                    "'" + failures.clean(expected) + "'",
                    "'" + failures.clean(actual) + "'",
                    context);
        }
    }

    // ---- the end

    /** Whether the bytes that are here may be part of a later download. */
    private static boolean isWorthKeeping(OssPresignException failure) {
        boolean wrongBytes = failure instanceof ChecksumMismatchException
                || failure instanceof ObjectChangedException
                || failure instanceof ObjectNotFoundException
                || failure instanceof SizeLimitExceededException;
        return !wrongBytes;
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
