package io.github.osspresign.download;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The link that a download sends: the one that it began with, or a fresh one that has taken its place. */
final class CurrentLink {

    private final PresignedLink first;
    private final @Nullable LinkRefresher refresher;
    private PresignedLink link;
    private Failures failures;
    private long bytesAtRefresh = -1;

    /** @param refresher {@code null} where no other link can be had */
    CurrentLink(PresignedLink first, @Nullable LinkRefresher refresher) {
        this.first = first;
        this.refresher = refresher;
        this.link = first;
        this.failures = new Failures(first);
    }

    PresignedLink link() {
        return link;
    }

    Failures failures() {
        return failures;
    }

    /** The requests of one more attempt. */
    ObjectRequests requests(Engine engine) throws OssPresignException {
        return new ObjectRequests(engine, link, first, failures);
    }

    /** When the last attempt has to begin, {@code null} where that is not known or another link can be had. */
    @Nullable Instant end() {
        return refresher == null ? link.expiresAt() : null;
    }

    /**
     * Puts a fresh link in the place of one that has ended.
     *
     * @param bytes how many have come so far; a second link in a row that brings nothing on is one too many
     */
    void refresh(LinkExpiredException expired, long bytes, FailureContext context) throws OssPresignException {
        if (refresher == null || bytes <= bytesAtRefresh) {
            throw expired;
        }
        bytesAtRefresh = bytes;
        link = FreshLink.get(refresher, link, failures, context);
        failures = new Failures(link);
    }
}
