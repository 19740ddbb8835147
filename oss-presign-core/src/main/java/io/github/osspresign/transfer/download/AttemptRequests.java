// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.ServedContent;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.http.ByteRange;
import io.github.osspresign.transfer.http.ContentRange;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.Redirects;
import io.github.osspresign.transfer.http.ResponseCheck;
import io.github.osspresign.transfer.http.StrongValidator;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Requests the object of a link in one attempt, and accepts only responses that contain what was requested. */
final class AttemptRequests {

    private static final int NO_SUCH_RANGE = 416;

    private final Transfer transfer;
    private final RefreshableLink link;
    private final Cancellation attempt = new Cancellation();
    private final Redirects redirects;
    private final UsableLink initialLink;

    AttemptRequests(Transfer transfer, RefreshableLink link) throws OssPresignException {
        this.transfer = transfer;
        this.link = link;
        this.redirects = new Redirects(transfer.shared().transport(), transfer.options(), transfer.deadline(), attempt);
        this.initialLink = link.usable(attempt);
    }

    /** Returns the link at the beginning of the attempt. */
    UsableLink initialLink() {
        return initialLink;
    }

    /** Returns whether the service processes the object, so that responses do not contain its bytes. */
    boolean processed() {
        return ServedContent.isProcessed(initialLink.link().url());
    }

    /** Cancels all requests, the running ones and the later ones. */
    void cancel() {
        attempt.cancel();
    }

    /**
     * Requests an object, or a range of it; the response may contain the whole object instead.
     *
     * @param range requested range, {@code null} for the whole object
     * @param validator validator that the object must match, {@code null} if nothing is known of it
     */
    ObjectResponse ask(@Nullable ByteRange range, @Nullable StrongValidator validator) throws OssPresignException {
        UsableLink used = link.usable(attempt);
        try {
            return ask(used, range, validator);
        } catch (LinkExpiredException e) {
            return ask(link.replaced(used, e, attempt), range, validator);
        }
    }

    private ObjectResponse ask(UsableLink used, @Nullable ByteRange range, @Nullable StrongValidator validator)
            throws OssPresignException {
        Response sent = redirects.get(used, range, validator);
        return transfer.read(used, sent, (response, check) -> accept(response, check, range, validator));
    }

    /** Requests a range of an object; a response with the whole object is a failure. */
    ObjectResponse askFurther(ByteRange range, StrongValidator validator) throws OssPresignException {
        ObjectResponse response = ask(range, validator);
        if (response.isWhole()) {
            response.close();
            throw new DownloadFailedException(
                    "service ignored the range and sent the whole object",
                    true,
                    response.failures().context(),
                    null);
        }
        return response;
    }

    private ObjectResponse accept(
            Response response, ResponseCheck check, @Nullable ByteRange asked, @Nullable StrongValidator validator)
            throws IOException {
        UsableLink used = check.link();
        if (validator != null && response.status() == NO_SUCH_RANGE) {
            // The expected object has such a range; not every server evaluates If-Match first.
            FailureContext refusal = check.failures(response).context();
            throw new ObjectChangedException(
                    "size", Long.toString(validator.size()), "too small for the requested range", refusal);
        }

        boolean partial = response.status() == 206;
        check.requireStatus(asked != null && partial ? 206 : 200, response);
        ContentRange sent = asked != null && partial
                ? ContentRange.require(response, asked)
                : ContentRange.whole(response.contentLength());

        ObjectHeaders object = ObjectHeaders.of(response, sent.total());
        requireWanted(object, used);
        if (validator != null && partial) {
            validator.requireSame(response, object.length());
        }
        StrongValidator received = processed() ? null : StrongValidator.of(response, object.length(), used.address());
        return new ObjectResponse(used, response, object, sent.bytes(), received, response.failures(used.failures()));
    }

    private void requireWanted(ObjectHeaders object, UsableLink used) throws PlainFailure {
        if (!processed()) {
            object.requireNamedBy(used.link());
        }
        long limit = transfer.options().maxFileSize();
        if (object.length() > limit) {
            throw new PlainFailure(
                    request -> new SizeLimitExceededException(limit, object.length(), request.context()));
        }
    }
}
