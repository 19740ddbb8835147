// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.SafeDirectory;
import io.github.osspresign.transfer.file.StreamingChecksum;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.RemoteObject;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stream that reports its end only after its bytes are verified, and reconnects after a connection failure. */
public final class VerifiedStream extends DownloadStream {

    /*
     * After a connection failure, another connection delivers the rest of the same object (If-Match); the reader only
     * notices a wait. Bytes that have been returned cannot be taken back, so a changed object or a wrong checksum ends
     * the stream.
     */

    private final ResumingBody body;
    private final Transfer transfer;
    private final String fileName;
    private final StreamingChecksum crc64 = StreamingChecksum.crc64();
    private final @Nullable StreamingChecksum md5;
    private final ProgressReporter reporter;
    private Verification verification;
    private boolean ended;
    private volatile boolean closed;
    private @Nullable OssPresignException failure;

    private VerifiedStream(Transfer transfer, ObjectRequest request, ResumingBody body, @Nullable String named)
            throws PlainFailure {
        this.body = body;
        this.transfer = transfer;
        this.fileName = named == null ? RemoteName.of(body.response()) : named;
        this.verification =
                Verification.of(body.response(), null, transfer.options().verify());
        this.md5 = verification.verifiedBy() == VerifiedBy.md5 ? StreamingChecksum.md5() : null;
        this.reporter = new ProgressReporter(request.listener(), request.link().maskedUrl(), fileName, length(), 0);
    }

    /**
     * Opens the stream; returns when the service has begun to send the object, or when it is known that the object is
     * not wanted.
     *
     * @return a stream or {@link AlreadySeen}
     */
    public static DownloadResult open(Transfer transfer, ObjectRequest request) throws OssPresignException {
        ResumingBody body = new ResumingBody(transfer, request);
        DownloadResult result = null;
        try {
            String wanted = request.fileName();
            String named = wanted == null ? null : SafeDirectory.relative(wanted);
            result = body.open();
            if (result == null) {
                result = new VerifiedStream(transfer, request, body, named);
            }
            return result;
        } catch (PlainFailure e) {
            throw e.in(body.failures());
        } finally {
            if (!(result instanceof VerifiedStream)) {
                transfer.close();
            }
        }
    }

    @Override
    public String fileName() {
        return fileName;
    }

    @Override
    public long length() {
        return body.object().length();
    }

    @Override
    public RemoteObject object() {
        return body.object().sanitized(body.response().failures());
    }

    @Override
    public VerifiedBy verifiedBy() {
        return verification.verifiedBy();
    }

    @Override
    public int attempts() {
        return body.attempts();
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
        if (closed) {
            throw closed(null);
        }
        try {
            return count == 0 ? 0 : readVerified(buffer, offset, count);
        } catch (PlainFailure e) {
            throw ended(e.in(body.failures()));
        } catch (OssPresignException e) {
            throw ended(e);
        } catch (RuntimeException e) {
            // Thrown by a listener. The reported bytes are not returned, so the stream must not continue after them.
            close();
            throw e;
        }
    }

    private int readVerified(byte[] buffer, int offset, int count) throws IOException {
        int taken = body.read(buffer, offset, count);
        if (taken > 0) {
            // Always computed, because a later response may be the first one that announces it.
            crc64.sink().update(buffer, offset, taken);
            if (md5 != null) {
                md5.sink().update(buffer, offset, taken);
            }
        }
        reporter.reached(body.bytes());
        if (taken < 0 || body.isComplete()) {
            verification = Verification.of(
                    body.response(), body.announcedCrc64(), transfer.options().verify());
            verification.verify(
                    body.bytes(),
                    expected -> expected.kind() == VerifiedBy.crc64
                            ? crc64.value().get()
                            : Objects.requireNonNull(md5).value().get());
            body.drain();
            reporter.done(body.bytes());
            ended = true;
            close();
        }
        return taken;
    }

    private IOException ended(OssPresignException reason) {
        if (closed) {
            return closed(reason);
        }
        failure = reason;
        close();
        return reason;
    }

    private static IOException closed(@Nullable OssPresignException cause) {
        return new IOException("stream was closed before its end", cause);
    }

    /** Ends the transfer, which cancels its request; a connection whose body was read to its end is reused. */
    @Override
    public void close() {
        closed = true;
        transfer.close();
    }
}
