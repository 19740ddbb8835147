package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.RequestHeaders;
import io.github.osspresign.transfer.http.Response;
import io.github.osspresign.transfer.http.StepTimeout;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.TransferListener;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.jspecify.annotations.Nullable;

/** Request of a multipart upload that sends no bytes of the object, with its further attempts. */
final class LinkRequest implements Progress {

    /** Reads a response. */
    interface Reading<T> {
        /**
         * Returns what the response says.
         *
         * @throws OssPresignException if it is a failure
         */
        T read(Response response, UsableLink used) throws OssPresignException;
    }

    private final TransferContext shared;
    private final Deadline deadline;
    private final TransferListener listener;
    private final Retry retry;
    private final RefreshableLink link;
    private boolean sent;

    /** Creates a request whose link the caller has checked. */
    LinkRequest(
            TransferContext shared,
            MultipartRequest upload,
            PresignedLink link,
            Deadline deadline,
            TransferListener listener) {
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
     * @param body {@code null} for none
     */
    <T> T once(byte @Nullable [] body, Reading<T> reading) throws OssPresignException {
        sent = false;
        deadline.check(link.failures());
        Cancellation attempt = new Cancellation();
        return link.request(attempt, used -> attempt(used, attempt, body, reading));
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
    boolean isSent() {
        return sent;
    }

    ExceptionFactory failures() {
        return link.failures();
    }

    private <T> T attempt(UsableLink used, Cancellation attempt, byte @Nullable [] body, Reading<T> reading)
            throws OssPresignException {
        ExceptionFactory failures = used.failures();
        Map<String, String> headers = body == null
                ? RequestHeaders.withoutBody(used.link(), used.address(), failures)
                : RequestHeaders.withBody(used.link(), used.address(), body.length, failures);
        try (Response response = send(used, attempt, headers, body)) {
            Instant serviceTime = response.date();
            if (serviceTime != null) {
                listener.responseReceived(serviceTime);
            }
            return reading.read(response, used);
        }
    }

    private Response send(UsableLink used, Cancellation attempt, Map<String, String> headers, byte @Nullable [] body)
            throws OssPresignException {
        StepTimeout timeout = new StepTimeout(shared.options(), deadline, attempt);
        try {
            HttpEntity entity = body == null ? null : entity(body);
            return shared.transport().send(used.link().method(), used.address(), headers, entity, timeout);
        } catch (IOException e) {
            deadline.check(used.failures());
            throw used.failures().connection(e);
        }
    }

    private HttpEntity entity(byte[] body) {
        return new EntityTemplate(body.length, null, null, out -> {
            out.write(body);
            sent = true;
        });
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
