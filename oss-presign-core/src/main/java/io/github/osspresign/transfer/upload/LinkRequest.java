// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Retry;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.RequestHeaders;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.wire.RequestBody;
import io.github.osspresign.transfer.wire.Response;
import io.github.osspresign.transfer.wire.StepTimeout;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Request by a link whose response is read at once, with or without a body, and with its further attempts. */
public final class LinkRequest implements Progress {

    private final Transfer transfer;
    private final Retry retry;
    private final RefreshableLink.Use use;
    private final RefreshableLink link;
    private @Nullable UploadBody body;

    /** Creates a request whose link the caller has checked. */
    public LinkRequest(
            Transfer transfer, RefreshableLink.Use use, PresignedLink link, @Nullable LinkRefresher refresher) {
        this.transfer = transfer;
        this.retry = new Retry(transfer);
        this.use = use;
        this.link = new RefreshableLink(transfer, use, link, refresher, this);
    }

    /** Returns the result of the first attempt that succeeds. */
    <T> T retried(Retry.Attempt<T> attempt) throws OssPresignException {
        return retry.run(link, attempt);
    }

    /**
     * Returns the response of one attempt.
     *
     * @param content body of the request, {@code null} for none
     */
    public <T> T once(@Nullable UploadSource content, Transfer.Reading<T> reading) throws OssPresignException {
        body = null;
        Cancellation attempt = new Cancellation();
        UsableLink used = link.usable(attempt);
        try {
            return once(used, content, attempt, reading);
        } catch (LinkExpiredException e) {
            return once(link.replaced(used, e, attempt), content, attempt, reading);
        }
    }

    private <T> T once(
            UsableLink used, @Nullable UploadSource content, Cancellation attempt, Transfer.Reading<T> reading)
            throws OssPresignException {
        StepTimeout timeout = new StepTimeout(transfer.options(), transfer.deadline(), attempt);
        try (Response response = send(used, content, timeout)) {
            return transfer.read(used, response, reading);
        } catch (LinkExpiredException e) {
            // The service has not carried out the request.
            body = null;
            throw e;
        }
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

    /** Returns the body of the last attempt. */
    UploadBody body() {
        return Objects.requireNonNull(body, "body");
    }

    ExceptionFactory failures() {
        return link.failures();
    }

    private Response send(UsableLink used, @Nullable UploadSource content, StepTimeout timeout)
            throws OssPresignException {
        UploadBody sending = content == null ? null : body(used, timeout, content);
        body = sending;
        RequestBody bytes = sending == null ? null : sending.ofRequest();
        try {
            Map<String, String> headers = bytes == null
                    ? RequestHeaders.of(used.link().requiredHeaders(), used.address())
                    : RequestHeaders.withBody(used, bytes.length());
            return transfer.shared().transport().send(used.link().method(), used.address(), headers, bytes, timeout);
        } catch (IOException e) {
            throw used.failures().connection(e);
        }
    }

    private UploadBody body(UsableLink used, StepTimeout timeout, UploadSource content) {
        String key = Objects.requireNonNullElse(used.link().key(), "");
        ProgressListener listener = isOfObject() ? transfer.listener() : ProgressListener.NONE;
        ProgressReporter reporter = new ProgressReporter(listener, used.link().maskedUrl(), key, content.length(), 0);
        return new UploadBody(content, transfer, timeout, reporter);
    }

    /** Returns whether the bytes of the body are those of the object; those of a document are no progress. */
    private boolean isOfObject() {
        return use.equals(RefreshableLink.Use.UPLOAD);
    }

    /** Returns the number of bytes of the object that were sent in this attempt. */
    @Override
    public long bytes() {
        return body == null || !isOfObject() ? 0 : body.sent();
    }

    /** Returns the number of attempts: one that does not end with an expired link may replace the link again. */
    @Override
    public long total() {
        return attempts();
    }

    int attempts() {
        return retry.attempts();
    }
}
