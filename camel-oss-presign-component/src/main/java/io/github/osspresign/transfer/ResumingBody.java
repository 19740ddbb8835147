package io.github.osspresign.transfer;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.transfer.failure.ByteCounter;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.Response;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.ObjectState;
import io.github.osspresign.transfer.model.StreamRequest;
import io.github.osspresign.transfer.model.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings the bytes of one object in their order, over as many connections as it takes. */
final class ResumingBody implements ByteCounter, AutoCloseable {

    /** One connection of them. */
    private record Connection(ObjectRequests.Part part, BodyReader reader, InputStream body) {}

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
    /** Of the leg that is or comes; for who closes this while another thread reads. */
    private volatile @Nullable ObjectRequests requests;

    private volatile boolean closed;

    /** Returns when the service has begun to send the object. */
    ResumingBody(TransferContext shared, StreamRequest request, Deadline deadline, Retry retry)
            throws OssPresignException {
        this.shared = shared;
        this.deadline = deadline;
        this.link = new RefreshableLink(shared, request.link(), request.refresher(), deadline, this);
        this.listener = request.listener();
        this.retry = retry;
        this.unless = request.unless();
        this.connection = connected();
        this.object = connection.part().object();
        ObjectRequests first = Objects.requireNonNull(requests);
        this.initialLink = first.initialLink();
        this.validator = connection.part().validator();
    }

    ObjectHeaders object() {
        return object;
    }

    /** What the connection brings that is read now. */
    ObjectRequests.Part part() {
        return connection.part();
    }

    /** The link that the first answer came for. */
    UsableLink initialLink() {
        return initialLink;
    }

    /** Whether the first answer is about an object in that state. */
    boolean isInState(@Nullable ObjectState state) {
        return connection.part().isInState(state);
    }

    int attempts() {
        return retry.attempts();
    }

    /** Where the next byte belongs. */
    @Override
    public long bytes() {
        return position;
    }

    @Override
    public long arrived() {
        return position;
    }

    /** Whether every byte has been brought, as far as that can be known before the end. */
    boolean isComplete() {
        return position == object.length();
    }

    /** Where it is, for a failure. */
    FailureContext context() {
        return connection.part().context().withBytesSoFar(position);
    }

    /**
     * Brings the next bytes, from another connection where this one fails.
     *
     * @return how many, -1 where there are no more
     * @throws OssPresignException where they cannot be had
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
        deadline.check(context());
        long missing = connectionEnd() - position;
        int taken = connection.reader().read(connection.body(), buffer, offset, (int) Math.min(count, missing));
        if (taken < 0 && object.length() >= 0) {
            throw new TruncatedBodyException(object.length(), context(), null);
        }
        if (taken > 0) {
            connection.reader().admit(taken, position + taken);
            position += taken;
        }
        return taken;
    }

    /** Offset of the byte behind those that the connection brings. */
    private long connectionEnd() {
        ByteRange range = connection.part().range();
        return range == null ? Long.MAX_VALUE : range.last() + 1;
    }

    /** The service has sent less than it was asked for, and said so. */
    private void requestRest() throws OssPresignException {
        drain();
        connection.part().close();
        connection = ask(Objects.requireNonNull(validator));
    }

    private void resume(OssPresignException failure) throws OssPresignException {
        StrongValidator known = validator;
        if (known == null) {
            throw failure;
        }
        connection.part().close();
        recover(failure);
        connection = connect(known);
    }

    // ---- connections

    private Connection connected() throws OssPresignException {
        boolean connected = false;
        try {
            Connection first = connect(null);
            connected = true;
            return first;
        } finally {
            if (!connected) {
                close();
            }
        }
    }

    /**
     * Opens a connection, in as many attempts as it takes.
     *
     * @param known {@code null} to begin with the object as it is now, otherwise the object whose rest is wanted
     */
    private Connection connect(@Nullable StrongValidator known) throws OssPresignException {
        while (true) {
            try {
                return ask(known);
            } catch (OssPresignException e) {
                recover(e);
            }
        }
    }

    private Connection ask(@Nullable StrongValidator known) throws OssPresignException {
        deadline.check(link.failures().beforeResponse());
        ObjectRequests asking = new ObjectRequests(shared, link, listener, deadline);
        requests = asking;
        if (closed) {
            asking.cancel();
        }
        ObjectRequests.Part part = known == null
                ? asking.probe(null, unless)
                : asking.askFurther(new ByteRange(position, known.size() - 1), known);
        BodyReader reader = new BodyReader(
                shared,
                deadline,
                link.failures(),
                part.object().length(),
                () -> part.context().withBytesSoFar(position));
        return new Connection(part, reader, reader.open(part.response()));
    }

    private void recover(OssPresignException failure) throws OssPresignException {
        if (closed) {
            throw failure;
        }
        retry.after(failure, link.lastEnd(), link.failures());
        listener.retrying(failure);
    }

    /** Gives the connection back where all of its bytes have come, else drops it. Any thread may do so. */
    @Override
    public void close() {
        closed = true;
        ObjectRequests ending = requests;
        if (ending != null) {
            ending.cancel();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Reads what ends the body, so that the connection can be used again; called when every byte has come. */
    void drain() {
        Response response = connection.part().response();
        ByteRange range = connection.part().range();
        boolean exact = range == null || response.contentLength() == range.length();
        try {
            if (exact && connection.body().read() >= 0) {
                // More than was announced; it is dropped with its connection.
                response.close();
            }
        } catch (IOException e) {
            // Every byte is here, and has been checked.
            response.close();
        }
    }
}
