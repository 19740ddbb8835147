// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.ResponseCheck;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests by the links of an upload plan, except for those of the parts. Each link is checked before it is used. */
final class PlanRequests {

    private static final int NO_CONTENT = 204;

    private final Transfer transfer;
    private final MultipartRequest request;
    private final PresignedUpload plan;
    private final ExceptionFactory failures;
    private final PlanCheck check;

    PlanRequests(Transfer transfer, MultipartRequest request) {
        this.transfer = transfer;
        this.request = request;
        this.plan = request.plan();
        this.failures = new ExceptionFactory(true, plan.complete(), plan.complete(), Progress.NONE);
        this.check = new PlanCheck(plan, failures);
    }

    /** Returns the factory for failures of the upload as a whole; they show the link that completes it. */
    ExceptionFactory failures() {
        return failures;
    }

    /** Returns the link that uploads a part. */
    PresignedLink part(int number) throws OssPresignException {
        PresignedPart part = plan.part(number);
        if (part == null) {
            throw failures.failed("upload plan: must have a link of part " + number + ", has none");
        }
        PresignedLink link = plan.link(part);
        check.requirePart(number, link);
        return link;
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
        check.requirePage(page, link);
        return retried(link, PlanRequests::listing);
    }

    private static PartListing listing(Response response, ResponseCheck accepted) throws IOException {
        accepted.requireStatus(200, response);
        return PartListing.parse(response.bodyUpTo(PartListing.LONGEST, PartListing.LONGEST_STALLS)
                .whole());
    }

    /** Returns the request that completes the upload. */
    LinkRequest completion() throws OssPresignException {
        check.requireUpload("link to complete", plan.complete());
        return request(plan.complete());
    }

    /** Deletes the upload and its parts. */
    void abort() throws OssPresignException {
        check.requireUpload("link to abort", plan.abort());
        request(plan.abort()).once(null, (response, accepted) -> {
            accepted.requireStatus(NO_CONTENT, response);
            return true;
        });
    }

    /** Returns the object as its link shows it, {@code null} if the plan has no link to look at it. */
    @Nullable ObjectHeaders object() throws OssPresignException {
        PresignedLink link = plan.object();
        if (link == null) {
            return null;
        }
        check.requireObject("link of the object", link);
        return retried(link, (response, accepted) -> {
            accepted.requireStatus(200, response);
            return ObjectHeaders.of(response, response.announcedLength())
                    .sanitized(accepted.link().failures());
        });
    }

    private <T> T retried(PresignedLink link, Transfer.Reading<T> reading) throws OssPresignException {
        LinkRequest retried = request(link);
        return retried.retried(() -> retried.once(null, reading));
    }

    private LinkRequest request(PresignedLink link) {
        return new LinkRequest(transfer, RefreshableLink.Use.ofUpload(link.method()), link, request.refresher());
    }
}
