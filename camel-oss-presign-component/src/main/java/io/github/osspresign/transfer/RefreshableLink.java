package io.github.osspresign.transfer;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.LinkRefresher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Link of a transfer, with the fresh links that replace it. Thread-safe. */
final class RefreshableLink {

    /*
     * The service checks the expiry of a link when a request begins, never during the response. So each request gets
     * its link here, and shortly before the expiry that is a fresh one; running responses are not affected. One thread
     * at a time gets a fresh link, and the others wait for it.
     *
     * Early replacement is best effort: if it fails or takes longer than a moment, the link is used until its expiry,
     * and a fresh link that arrives later is for the next request. Replacement begins at most half of the remaining
     * life before the expiry, so that short-lived links are not replaced for each request.
     *
     * An expired link is replaced as long as there is progress: a second one in a row that brings none is refused.
     */

    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration LONG_LIVED = EARLY.multipliedBy(2);

    /** Sends a request with the link in use. */
    interface Request<T> {
        /**
         * Returns the response.
         *
         * @throws LinkExpiredException if the service calls the link expired
         */
        T send(UsableLink used) throws OssPresignException;
    }

    /**
     * What a link is used for.
     *
     * @param method the HTTP method that the link must be signed for
     * @param upload whether the transfer is an upload
     */
    record Use(String method, boolean upload) {

        /** Download of an object. */
        static final Use DOWNLOAD = new Use("GET", false);

        /** Upload of an object or a part. */
        static final Use UPLOAD = ofUpload("PUT");

        /** Returns the use of a link of an upload, which need not be the one that sends the bytes. */
        static Use ofUpload(String method) {
            return new Use(method, true);
        }
    }

    private final TransferContext shared;
    private final Use use;
    private final PresignedLink first;
    private final @Nullable BackgroundRefresher refresher;
    private final Progress progress;
    private PresignedLink link;
    private boolean renewed;
    private ExceptionFactory failures;
    private @Nullable Instant renewFrom;
    private long progressAtRenewal = -1;

    /**
     * Creates the link of a transfer.
     *
     * @param progress progress of the transfer
     */
    RefreshableLink(
            TransferContext shared,
            Use use,
            PresignedLink first,
            @Nullable LinkRefresher refresher,
            Deadline deadline,
            Progress progress) {
        this.shared = shared;
        this.use = use;
        this.first = first;
        this.refresher = BackgroundRefresher.of(refresher, deadline);
        this.progress = progress;
        this.link = first;
        this.failures = failures(first, first);
        this.renewFrom = renewFrom(first);
    }

    private ExceptionFactory failures(PresignedLink used, PresignedLink before) {
        return new ExceptionFactory(use.upload(), used, before, progress);
    }

    /** Returns the link of the request; its description of the object also applies to the fresh links. */
    PresignedLink first() {
        return first;
    }

    synchronized PresignedLink link() {
        return link;
    }

    synchronized ExceptionFactory failures() {
        return failures;
    }

    /**
     * Returns the time by which the last request must begin, {@code null} if it is unknown or the link can be replaced.
     */
    synchronized @Nullable Instant lastEnd() {
        return refresher == null ? link.expiresAt() : null;
    }

    /** Sends a request, and again with a fresh link if the service calls this one expired. */
    <T> T request(Request<T> request) throws OssPresignException {
        UsableLink used = usable();
        try {
            return request.send(used);
        } catch (LinkExpiredException e) {
            renew(used.link(), e);
            return request.send(usable());
        }
    }

    /**
     * Returns the link for a request that begins now.
     *
     * @throws LinkExpiredException if it has expired and cannot be replaced
     */
    synchronized UsableLink usable() throws OssPresignException {
        boolean due = renewFrom != null && now().isAfter(renewFrom);
        if (due || (refresher != null && refresher.isDone())) {
            renewFrom = null;
            renewEarly();
        }
        try {
            return checked();
        } catch (LinkExpiredException e) {
            renew(link, e);
            return checked();
        }
    }

    /**
     * Replaces an expired link.
     *
     * @param ended link that failed; if another thread has replaced it already, nothing is done
     * @throws LinkExpiredException the original failure, if there is no other link or it would not help
     */
    synchronized void renew(PresignedLink ended, LinkExpiredException expired) throws OssPresignException {
        if (!ended.equals(link)) {
            return;
        }
        if (refresher == null || progress.total() <= progressAtRenewal) {
            throw expired;
        }
        take(LinkRenewal.inPlaceOf(link, expired, refresher, failures));
    }

    private void renewEarly() {
        BackgroundRefresher refreshing = refresher;
        if (refreshing == null || isOver()) {
            return;
        }
        try {
            PresignedLink fresh = LinkRenewal.get(refreshing::refreshSoon, link, failures);
            check(fresh, failures);
            take(fresh);
        } catch (IOException e) {
            // Early refresh is best effort; it is retried when the link has expired.
            return;
        }
    }

    private UsableLink checked() throws OssPresignException {
        return new UsableLink(link, check(link, failures), failures);
    }

    private LinkAddress check(PresignedLink checked, ExceptionFactory telling) throws OssPresignException {
        return LinkPreconditions.check(
                checked, renewed, use.method(), shared.options().hostPolicy(), now(), telling);
    }

    private void take(PresignedLink fresh) {
        failures = failures(fresh, link);
        link = fresh;
        renewed = true;
        renewFrom = renewFrom(fresh);
        progressAtRenewal = progress.total();
        if (refresher != null) {
            refresher.taken(fresh);
        }
    }

    private @Nullable Instant renewFrom(PresignedLink fresh) {
        Instant end = fresh.expiresAt();
        if (end == null) {
            return null;
        }
        Duration left = Duration.between(now(), end);
        return end.minus(left.compareTo(LONG_LIVED) < 0 ? left.dividedBy(2) : EARLY);
    }

    private boolean isOver() {
        Instant end = link.expiresAt();
        return end != null && now().isAfter(end);
    }

    private Instant now() {
        return shared.now();
    }
}
