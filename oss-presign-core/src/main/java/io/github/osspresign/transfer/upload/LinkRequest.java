package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Retry;
import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.RequestHeaders;
import io.github.osspresign.transfer.http.Response;
import io.github.osspresign.transfer.http.StepTimeout;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request of a multipart upload that sends no bytes of the object, with its further attempts. */
public final class LinkRequest implements Progress {

    /** Reads a response. */
    public interface Reading<T> {
        /**
         * Returns what the response says.
         *
         * @throws OssPresignException if it is a failure
         */
        T read(Response response, UsableLink used) throws OssPresignException;
    }

    private final TransferContext shared;
    private final Deadline deadline;
    private final ProgressListener listener;
    private final Retry retry;
    private final RefreshableLink link;
    private @Nullable UploadEntity body;

    /** Creates a request whose link the caller has checked. */
    public LinkRequest(
            TransferContext shared,
            MultipartRequest upload,
            PresignedLink link,
            Deadline deadline,
            ProgressListener listener) {
        this.shared = shared;
        this.deadline = deadline;
        this.listener = listener;
        this.retry = new Retry(shared, deadline, listener);
        this.link = new RefreshableLink(
                shared, RefreshableLink.Use.ofUpload(link.method()), link, upload.refresher(), deadline, this);
    }

    /** Returns the response of the first attempt that succeeds. */
    <T> T retried(Reading<T> reading) throws OssPresignException {
        return retry.run(link, () -> once(null, reading));
    }

    /**
     * Returns the response of one attempt.
     *
     * @param document body of the request, {@code null} for none
     */
    public <T> T once(byte @Nullable [] document, Reading<T> reading) throws OssPresignException {
        body = null;
        deadline.check(link.failures());
        Cancellation attempt = new Cancellation();
        return link.request(attempt, used -> attempt(used, attempt, document, reading));
    }

    /**
     * Waits for the next attempt.
     *
     * @throws OssPresignException the failure itself, if another attempt would not help or would be too late
     */
    void retryAfter(OssPresignException failure) throws OssPresignException {
        retry.after(failure, link, 0);
    }

    /** Returns whether the last attempt has sent the whole request, which may therefore have had its effect. */
    public boolean isSent() {
        return body != null && body.isSent();
    }

    ExceptionFactory failures() {
        return link.failures();
    }

    private <T> T attempt(UsableLink used, Cancellation attempt, byte @Nullable [] document, Reading<T> reading)
            throws OssPresignException {
        try (Response response = document == null ? send(used, attempt) : send(used, attempt, document)) {
            Instant serviceTime = response.date();
            if (serviceTime != null) {
                listener.responseReceived(serviceTime);
            }
            return reading.read(response, used);
        }
    }

    private Response send(UsableLink used, Cancellation attempt) throws OssPresignException {
        Map<String, String> headers = RequestHeaders.withoutBody(used.link(), used.address(), used.failures());
        try {
            return shared.transport().send(used.link().method(), used.address(), headers, null, timeout(attempt));
        } catch (IOException e) {
            deadline.check(used.failures());
            throw used.failures().connection(e);
        }
    }

    private Response send(UsableLink used, Cancellation attempt, byte[] document) throws OssPresignException {
        ExceptionFactory failures = used.failures();
        Map<String, String> headers = RequestHeaders.withBody(used.link(), used.address(), document.length, failures);
        ProgressReporter unreported =
                new ProgressReporter(ProgressListener.NONE, failures.maskedUrl(), "", document.length, 0);
        UploadEntity entity =
                new UploadEntity(UploadSource.of(document), shared, deadline, timeout(attempt), unreported, failures);
        body = entity;
        return entity.send(used, headers);
    }

    private StepTimeout timeout(Cancellation attempt) {
        return new StepTimeout(shared.options(), deadline, attempt);
    }

    /** Returns 0: the request sends no bytes of the object. */
    @Override
    public long bytes() {
        return 0;
    }

    /** Returns the number of attempts: one that does not end with an expired link may replace the link again. */
    @Override
    public long total() {
        return retry.attempts();
    }
}
