package io.github.osspresign.transfer;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.failure.ByteCounter;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.LinkRefresher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The link of a download, and the fresh ones that take its place. Safe for use by many threads. */
final class RefreshableLink {

    /*
     * The service looks at a link's life when a request begins, never again while its answer comes. So nobody has to
     * foresee how long a download will take: each request asks here for the link to be sent with, and shortly before the
     * end of its life that is a fresh one. Answers that are under way are not disturbed. One thread at a time gets a fresh
     * link, and the others wait for it.
     *
     * A link that still lives is replaced as a precaution: if that fails, or takes longer than a moment, it will do until
     * its end; a fresh link that comes later is for the next request. How early that is, is bounded by half of the life that was left when it came, so a link with a short life does not cost one for each
     * request. A link that has ended is replaced as often as the ones before have brought something: a second one in a
     * row that brings not a byte is one too many.
     */

    private static final Duration EARLY = Duration.ofSeconds(30);

    private final TransferContext shared;
    private final PresignedLink first;
    private final @Nullable BackgroundRefresher refresher;
    private final ByteCounter counter;
    private PresignedLink link;
    private ExceptionFactory failures;
    private @Nullable Instant renewFrom;
    private long bytesAtRenewal = -1;

    /**
     * Begins with the link of the request.
     *
     * @param counter counts the bytes of the object that have arrived
     */
    RefreshableLink(
            TransferContext shared,
            PresignedLink first,
            @Nullable LinkRefresher refresher,
            Deadline deadline,
            ByteCounter counter) {
        this.shared = shared;
        this.first = first;
        this.refresher = BackgroundRefresher.of(refresher, deadline);
        this.counter = counter;
        this.link = first;
        this.failures = new ExceptionFactory(first, first, counter);
        this.renewFrom = renewFrom(first);
    }

    /** The link that the download began with; what it says of the object holds for the others too. */
    PresignedLink first() {
        return first;
    }

    synchronized PresignedLink link() {
        return link;
    }

    synchronized ExceptionFactory failures() {
        return failures;
    }

    /** When the last request has to begin, {@code null} where that is not known or another link can be had. */
    synchronized @Nullable Instant lastEnd() {
        return refresher == null ? link.expiresAt() : null;
    }

    /**
     * The link for a request that begins now.
     *
     * @throws LinkExpiredException where its life has ended and no other can be had
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
     * Replaces a link whose life has ended.
     *
     * @param ended the link that failed; where another thread has replaced it already, nothing is done
     * @throws LinkExpiredException the failure itself, where there is no other link or it would not help
     */
    synchronized void renew(PresignedLink ended, LinkExpiredException expired) throws OssPresignException {
        if (!ended.equals(link)) {
            return;
        }
        long bytes = counter.arrived();
        if (refresher == null || bytes <= bytesAtRenewal) {
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
            PresignedLink fresh = LinkRenewal.get(refreshing::refreshSoon, link, failures, failures.beforeResponse());
            check(fresh, failures);
            take(fresh);
        } catch (IOException e) {
            // Not needed yet. When it is, the question is asked again, and this answer heard.
            return;
        }
    }

    private UsableLink checked() throws OssPresignException {
        return new UsableLink(link, check(link, failures), failures);
    }

    private LinkAddress check(PresignedLink checked, ExceptionFactory telling) throws OssPresignException {
        return LinkPreconditions.check(checked, "GET", shared.options().hostPolicy(), now(), telling);
    }

    private void take(PresignedLink fresh) {
        failures = new ExceptionFactory(fresh, link, counter);
        link = fresh;
        renewFrom = renewFrom(fresh);
        bytesAtRenewal = counter.arrived();
        if (refresher != null) {
            refresher.taken(fresh);
        }
    }

    private @Nullable Instant renewFrom(PresignedLink fresh) {
        Instant end = fresh.expiresAt();
        if (end == null) {
            return null;
        }
        Duration half = Duration.between(now(), end).dividedBy(2);
        return end.minus(half.compareTo(EARLY) < 0 ? half : EARLY);
    }

    private boolean isOver() {
        Instant end = link.expiresAt();
        return end != null && now().isAfter(end);
    }

    private Instant now() {
        return shared.now();
    }
}
