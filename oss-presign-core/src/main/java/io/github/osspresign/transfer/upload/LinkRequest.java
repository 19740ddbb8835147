// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.attempt.ProgressReporter;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.RequestSender;
import io.github.osspresign.transfer.attempt.Retry;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.RequestHeaders;
import io.github.osspresign.transfer.http.Response;
import io.github.osspresign.transfer.http.StepTimeout;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Request of a multipart upload that sends no bytes of the object, with its further attempts. */
public final class LinkRequest implements Progress {

    private final Transfer transfer;
    private final RequestSender sender;
    private final Retry retry;
    private final RefreshableLink link;
    private @Nullable UploadBody body;

    /** Creates a request whose link the caller has checked. */
    public LinkRequest(Transfer transfer, PresignedLink link, @Nullable LinkRefresher refresher) {
        this.transfer = transfer;
        this.sender = new RequestSender(transfer);
        this.retry = new Retry(transfer);
        this.link = new RefreshableLink(transfer, RefreshableLink.Use.ofUpload(link.method()), link, refresher, this);
    }

    /** Returns the response of the first attempt that succeeds. */
    <T> T retried(RequestSender.Reading<T> reading) throws OssPresignException {
        return retry.run(link, () -> once(null, reading));
    }

    /**
     * Returns the response of one attempt.
     *
     * @param document body of the request, {@code null} for none
     */
    public <T> T once(byte @Nullable [] document, RequestSender.Reading<T> reading) throws OssPresignException {
        body = null;
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

    private <T> T attempt(
            UsableLink used, Cancellation attempt, byte @Nullable [] document, RequestSender.Reading<T> reading)
            throws OssPresignException {
        StepTimeout timeout = sender.timeout(attempt);
        RequestSender.Request request = document == null
                ? () -> transfer.shared()
                        .transport()
                        .send(
                                used.link().method(),
                                used.address(),
                                RequestHeaders.of(used.link().requiredHeaders(), used.address()),
                                null,
                                timeout)
                : () -> send(used, document, timeout);
        return sender.send(used, request, (response, check) -> {
            try (response) {
                return reading.read(response, check);
            }
        });
    }

    private Response send(UsableLink used, byte[] document, StepTimeout timeout) throws IOException {
        ProgressReporter unreported =
                new ProgressReporter(ProgressListener.NONE, used.link().maskedUrl(), "", document.length, 0);
        UploadBody entity = new UploadBody(UploadSource.of(document), transfer, timeout, unreported);
        body = entity;
        return entity.send(transfer.shared().transport(), used);
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
