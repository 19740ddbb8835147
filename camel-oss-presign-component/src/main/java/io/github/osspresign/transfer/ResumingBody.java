package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.Response;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ObjectState;
import io.github.osspresign.transfer.model.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one object in order, over as many connections as it takes. */
final class ResumingBody implements Progress, AutoCloseable {

    /** One response with its open body. */
    private record Connection(AttemptRequests.Part part, BodyReader reader, InputStream body) {}

    private final TransferContext shared;
    private final RefreshableLink link;
    private final @Nullable ObjectState unless;
    private final TransferListener listener;
    private final Deadline deadline;
    private final Retry retry;
    private final ObjectHeaders object;
    private final UsableLink initialLink;
    private final @Nullable StrongValidator validator;
    private Connection connection;
    private long position;
    /** Requests of the current or next connection; volatile because any thread may close this body. */
    private volatile @Nullable AttemptRequests requests;

    private volatile boolean closed;

    /** Opens the first connection; returns when the service has begun to send the object. */
    ResumingBody(TransferContext shared, ObjectRequest request, Deadline deadline, Retry retry)
            throws OssPresignException {
        this.shared = shared;
        this.deadline = deadline;
        this.link = new RefreshableLink(
                shared, RefreshableLink.Use.DOWNLOAD, request.link(), request.refresher(), deadline, this);
        this.listener = request.listener();
        this.retry = retry;
        this.unless = request.unless();
        this.connection = connected();
        this.object = connection.part().object();
        AttemptRequests first = Objects.requireNonNull(requests);
        this.initialLink = first.initialLink();
        this.validator = connection.part().validator();
    }

    ObjectHeaders object() {
        return object;
    }

    /** Returns the current response. */
    AttemptRequests.Part part() {
        return connection.part();
    }

    /** Returns the link of the first response. */
    UsableLink initialLink() {
        return initialLink;
    }

    /** Returns whether the object of the first response is in the given state. */
    boolean isInState(@Nullable ObjectState state) {
        return connection.part().isInState(state);
    }

    int attempts() {
        return retry.attempts();
    }

    /** Returns the offset of the next byte. */
    @Override
    public long bytes() {
        return position;
    }

    @Override
    public long total() {
        return position;
    }

    /** Returns whether all bytes have been read, as far as that is known before the end. */
    boolean isComplete() {
        return position == object.length();
    }

    /**
     * Reads the next bytes, from another connection if this one fails.
     *
     * @return number of bytes, -1 at the end
     * @throws OssPresignException if they cannot be read
     */
    int read(byte[] buffer, int offset, int count) throws OssPresignException {
        while (!isComplete()) {
            try {
                if (position == connectionEnd()) {
                    requestRest();
                }
                return readConnection(buffer, offset, count);
            } catch (OssPresignException e) {
                resume(e);
            }
        }
        return -1;
    }

    private int readConnection(byte[] buffer, int offset, int count) throws OssPresignException {
        BodyReader reader = connection.reader();
        reader.checkDeadline();
        int most = (int) Math.min(count, connectionEnd() - position);
        int taken = reader.read(connection.body(), buffer, offset, reader.piece(most));
        if (taken < 0 && object.length() >= 0) {
            throw reader.truncated();
        }
        if (taken > 0) {
            reader.admit(taken, position + taken);
            position += taken;
        }
        return taken;
    }

    /** Returns the offset after the last byte of the current response. */
    private long connectionEnd() {
        ByteRange range = connection.part().range();
        return range == null ? Long.MAX_VALUE : range.last() + 1;
    }

    /** Requests the remaining bytes after a response that announced fewer than requested. */
    private void requestRest() throws OssPresignException {
        drain();
        connection.part().close();
        connection = ask(Objects.requireNonNull(validator));
    }

    private void resume(OssPresignException failure) throws OssPresignException {
        StrongValidator known = validator;
        if (known == null || closed) {
            throw failure;
        }
        connection.part().close();
        retry.after(failure, link, position);
        connection = retry.run(link, () -> ask(known));
    }

    // ---- connections

    private Connection connected() throws OssPresignException {
        boolean connected = false;
        try {
            Connection first = retry.run(link, () -> ask(null));
            connected = true;
            return first;
        } finally {
            if (!connected) {
                close();
            }
        }
    }

    /**
     * Opens a connection.
     *
     * @param known {@code null} to begin with the current object, otherwise the validator of the object to resume
     */
    private Connection ask(@Nullable StrongValidator known) throws OssPresignException {
        deadline.check(link.failures());
        AttemptRequests asking = new AttemptRequests(shared, link, listener, deadline);
        requests = asking;
        if (closed) {
            asking.cancel();
        }
        AttemptRequests.Part part = known == null
                ? asking.probe(null, unless)
                : asking.askFurther(new ByteRange(position, known.size() - 1), known);
        BodyReader reader = new BodyReader(shared, deadline, part.object().length(), part.failures());
        return new Connection(part, reader, reader.open(part.response()));
    }

    /** Closes the body; its connection is reused if all bytes were read. Any thread may call this. */
    @Override
    public void close() {
        closed = true;
        AttemptRequests ending = requests;
        if (ending != null) {
            ending.cancel();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Reads the end of the body, so that the connection can be reused; called when all bytes were read. */
    void drain() {
        Response response = connection.part().response();
        ByteRange range = connection.part().range();
        boolean exact = range == null || response.contentLength() == range.length();
        try {
            if (exact && connection.body().read() >= 0) {
                // More bytes than announced: the connection is dropped.
                response.close();
            }
        } catch (IOException e) {
            // All bytes are here and verified.
            response.close();
        }
    }
}
