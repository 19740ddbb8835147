package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.Response;
import io.github.osspresign.transfer.http.ResponseCheck;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Requests by the links of an upload plan, except for those of the parts. Each link is checked before it is used. */
final class PlanRequests {

    private static final int NO_CONTENT = 204;

    private final TransferContext shared;
    private final MultipartRequest request;
    private final PresignedUpload plan;
    private final PlanCheck check;
    private final Deadline deadline;
    private final ProgressListener listener;
    private final ExceptionFactory failures;

    /** @param listener learns of responses and further attempts */
    PlanRequests(TransferContext shared, MultipartRequest request, Deadline deadline, ProgressListener listener) {
        this.shared = shared;
        this.request = request;
        this.plan = request.plan();
        this.check = new PlanCheck(plan);
        this.deadline = deadline;
        this.listener = listener;
        this.failures = new ExceptionFactory(true, plan.complete(), plan.complete(), Progress.NONE);
    }

    /** Returns the factory for failures of the upload as a whole; they show the link that completes it. */
    ExceptionFactory failures() {
        return failures;
    }

    /**
     * Returns the stored parts by number.
     *
     * @throws OssPresignException also if the upload has ended, see {@link ResponseCheck#isUploadEnded}
     */
    Map<Integer, StoredPart> storedParts() throws OssPresignException {
        Map<Integer, StoredPart> stored = new HashMap<>();
        boolean truncated = true;
        for (int page = 0; truncated && page < plan.list().size(); page++) {
            PartListing listing = page(page);
            // Pages overlap where numbers are missing.
            listing.parts().forEach(part -> stored.put(part.number(), part));
            truncated = listing.truncated();
        }
        return stored;
    }

    /**
     * Checks that the upload has not ended.
     *
     * @throws OssPresignException if it has, see {@link ResponseCheck#isUploadEnded}, or that cannot be found out
     */
    void requireOpen() throws OssPresignException {
        page(0);
    }

    private PartListing page(int page) throws OssPresignException {
        PresignedLink link = plan.list().get(page);
        check.requirePage(page, link, failures);
        return request(link).retried(this::listing);
    }

    private PartListing listing(Response response, UsableLink used) throws OssPresignException {
        require(200, response, used);
        Response.Beginning body = response.bodyUpTo(PartListing.LONGEST, PartListing.LONGEST_STALLS);
        ExceptionFactory after = response.failures(used.failures());
        IOException cut = body.cut();
        if (cut != null) {
            deadline.check(after);
            throw after.body(cut, response.contentLength());
        }
        try {
            return PartListing.parse(body.text());
        } catch (IllegalArgumentException e) {
            // A proxy may have cut it.
            throw after.failed(String.valueOf(e.getMessage()), true, null);
        }
    }

    /** Returns the request that completes the upload. */
    LinkRequest completion() throws OssPresignException {
        check.requireUpload("link to complete", plan.complete(), failures);
        return request(plan.complete());
    }

    /** Deletes the upload and its parts. */
    void abort() throws OssPresignException {
        check.requireUpload("link to abort", plan.abort(), failures);
        request(plan.abort()).once(null, (response, used) -> {
            require(NO_CONTENT, response, used);
            return true;
        });
    }

    /** Returns the object as its link shows it. */
    ObjectHeaders object(PresignedLink link) throws OssPresignException {
        check.requireObject("link of the object", link, failures);
        return request(link).retried((response, used) -> {
            require(200, response, used);
            return ObjectHeaders.of(response, response.announcedLength()).sanitized(used.failures());
        });
    }

    private LinkRequest request(PresignedLink link) {
        return new LinkRequest(shared, request, link, deadline, listener);
    }

    private void require(int status, Response response, UsableLink used) throws OssPresignException {
        ResponseCheck.requireStatus(status, response, used.link(), shared.now(), deadline, used.failures());
    }
}
