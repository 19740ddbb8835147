package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.ByteCounter;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.file.SafeDirectory;
import io.github.osspresign.transfer.file.StreamingChecksum;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.NotModified;
import io.github.osspresign.transfer.model.ObjectIdentity;
import io.github.osspresign.transfer.model.RemoteObject;
import io.github.osspresign.transfer.model.StreamRequest;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream that reports its end only after its bytes are verified, and reconnects where a connection fails. */
final class VerifiedStream extends DownloadStream {

    /*
     * Where a connection fails, another one brings the rest of that very object (If-Match), and the reader notices but a
     * wait. Bytes that have been given out cannot be taken back: so an object that has changed meanwhile, or one with
     * another checksum, is the end.
     */

    private final ResumingBody feed;
    private final String fileName;
    private final Verification verification;
    private final @Nullable StreamingChecksum checksum;
    private final ProgressReporter milestones;
    private boolean ended;
    private @Nullable OssPresignException failure;

    private VerifiedStream(ResumingBody feed, String fileName, Verification verification, ProgressReporter milestones) {
        this.feed = feed;
        this.fileName = fileName;
        this.verification = verification;
        this.checksum = verification.running();
        this.milestones = milestones;
    }

    /**
     * Returns when the service has begun to send the object, or when it is known that it is not wanted.
     *
     * @return a stream, {@link AlreadySeen} or {@link NotModified}
     */
    static DownloadResult open(TransferContext engine, StreamRequest request, Cancellation cancellation)
            throws OssPresignException {
        ExceptionFactory failures = new ExceptionFactory(request.link(), request.link(), ByteCounter.NONE);
        try (Deadline deadline = engine.deadline(engine.now(), cancellation)) {
            Retry retry = new Retry(engine, deadline);
            while (true) {
                DownloadResult result = openUnlessBusy(engine, request, cancellation, failures);
                if (result != null) {
                    return result;
                }
                retry.after(
                        failures.busy(failures.beforeAnswer()), request.link().expiresAt(), failures);
            }
        }
    }

    /** {@code null} where somebody else is at the object. */
    private static @Nullable DownloadResult openUnlessBusy(
            TransferContext engine, StreamRequest request, Cancellation cancellation, ExceptionFactory failures)
            throws OssPresignException {
        ObjectIdentity object = ObjectIdentity.of(request.link());
        DownloadFilter.Admission before = request.gate().admit(object);
        if (isOver(before)) {
            return before == DownloadFilter.Admission.SEEN ? new AlreadySeen(object) : null;
        }
        String wanted = request.fileName();
        String named = wanted == null
                ? null
                : SafeDirectory.relative(wanted, FileSystems.getDefault(), failures)
                        .toString();
        ResumingBody feed = new ResumingBody(engine, request, cancellation);
        boolean opened = false;
        try {
            if (feed.isStill(request.unless())) {
                return new NotModified();
            }
            ObjectIdentity answered = object.completedBy(feed.object().etag());
            if (before == DownloadFilter.Admission.LATER || !answered.equals(object)) {
                DownloadFilter.Admission known = request.gate().admit(answered);
                if (isOver(known)) {
                    return known == DownloadFilter.Admission.SEEN ? new AlreadySeen(answered) : null;
                }
            }
            VerifiedStream stream = begun(engine, request, feed, named);
            opened = true;
            return stream;
        } finally {
            if (!opened) {
                feed.close();
            }
        }
    }

    private static boolean isOver(DownloadFilter.Admission admission) {
        return admission == DownloadFilter.Admission.SEEN || admission == DownloadFilter.Admission.BUSY;
    }

    private static VerifiedStream begun(
            TransferContext engine, StreamRequest request, ResumingBody feed, @Nullable String named)
            throws OssPresignException {
        UsableLink link = feed.atFirst();
        Verification verification =
                Verification.of(feed.part(), link.link(), engine.options().verify(), link.failures(), feed.context());
        String fileName = named == null ? RemoteName.of(feed.object(), link) : named;
        ProgressReporter milestones = new ProgressReporter(
                request.progress(),
                request.link().maskedUrl(),
                fileName,
                feed.object().length(),
                0);
        return new VerifiedStream(feed, fileName, verification, milestones);
    }

    @Override
    public String fileName() {
        return fileName;
    }

    @Override
    public long length() {
        return feed.object().length();
    }

    @Override
    public RemoteObject object() {
        return feed.object().handedOn(feed.atFirst().failures());
    }

    @Override
    public VerifiedBy heldAgainst() {
        return verification.heldAgainst();
    }

    @Override
    public int attempts() {
        return feed.attempts();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, buffer.length);
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return -1;
        }
        if (feed.isClosed()) {
            throw closed(null);
        }
        try {
            return count == 0 ? 0 : readVerified(buffer, offset, count);
        } catch (OssPresignException e) {
            if (feed.isClosed()) {
                throw closed(e);
            }
            failure = e;
            feed.close();
            throw e;
        } catch (RuntimeException e) {
            // A listener's; the bytes that it was told of are not given out, so nobody may read on behind them.
            feed.close();
            throw e;
        }
    }

    private int readVerified(byte[] buffer, int offset, int count) throws OssPresignException {
        int taken = feed.read(buffer, offset, count);
        if (checksum != null && taken > 0) {
            checksum.update(buffer, offset, taken);
        }
        milestones.reached(feed.bytes());
        if (taken < 0 || feed.isComplete()) {
            verification.verify(feed.bytes(), checksum);
            feed.drain();
            milestones.done(feed.bytes());
            ended = true;
            feed.close();
        }
        return taken;
    }

    private static IOException closed(@Nullable OssPresignException cause) {
        return new IOException("stream: expected to be open but was closed before its end", cause);
    }

    @Override
    public void close() {
        feed.close();
    }
}
