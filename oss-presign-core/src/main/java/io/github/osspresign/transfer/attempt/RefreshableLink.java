// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.time.BackgroundCall;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Link of a transfer, with the fresh links that replace it. Thread-safe. */
public final class RefreshableLink {

    /*
     * The service checks the expiry of a link when a request begins, never during the response. So each request gets
     * its link here, and shortly before the expiry that is a fresh one; running responses are not affected. All threads
     * share one call for a fresh link, and no thread waits for it inside a lock: a virtual thread would take its carrier
     * along.
     *
     * Early replacement is best effort: nobody waits for it, and the link is used until its expiry. Replacement begins at
     * most half of the remaining life before the expiry, so that short-lived links are not replaced for each request.
     *
     * An expired link is replaced as long as there is progress: a second one in a row without progress is refused.
     */

    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration LONG_LIVED = EARLY.multipliedBy(2);

    /**
     * What a link is used for.
     *
     * @param method the HTTP method that the link must be signed for
     * @param upload whether the transfer is an upload
     */
    public record Use(String method, boolean upload) {

        /** Download of an object. */
        public static final Use DOWNLOAD = new Use("GET", false);

        /** Upload of an object or a part. */
        public static final Use UPLOAD = ofUpload("PUT");

        /** Returns the use of a link of an upload, which need not be the one that sends the bytes. */
        public static Use ofUpload(String method) {
            return new Use(method, true);
        }
    }

    /**
     * Link in use.
     *
     * @param renewed whether it is a fresh one
     * @param since time of its arrival
     * @param progress progress at its arrival
     * @param call last call for its replacement
     */
    private record InUse(
            PresignedLink link,
            ExceptionFactory failures,
            boolean renewed,
            Instant since,
            long progress,
            AtomicReference<@Nullable RenewalCall> call) {}

    /**
     * Call for a fresh link, whose result is that of all threads of the transfer that wait for it.
     *
     * @param attempt attempt that needs the link, {@code null} if none does yet
     */
    private record RenewalCall(
            BackgroundCall<PresignedLink> call, @Nullable Cancellation attempt) {

        /** Returns the fresh link, {@code null} if there is none, or none yet. */
        @Nullable PresignedLink now() {
            return call.result().exceptionally(failure -> null).getNow(null);
        }

        /**
         * Returns whether another call may succeed where this one has failed: in a later attempt, unless the link
         * must not be renewed at all.
         */
        boolean isToRepeatIn(@Nullable Cancellation laterAttempt) {
            return attempt != laterAttempt
                    && call.result()
                            .handle((fresh, failure) ->
                                    failure != null && !(failure instanceof RenewalRefusedException))
                            .getNow(false);
        }
    }

    private final Transfer transfer;
    private final Use use;
    private final @Nullable LinkRefresher refresher;
    private final Progress progress;
    private final AtomicReference<InUse> inUse;

    /**
     * Creates the link of a transfer.
     *
     * @param progress progress of the transfer
     */
    public RefreshableLink(
            Transfer transfer, Use use, PresignedLink first, @Nullable LinkRefresher refresher, Progress progress) {
        this.transfer = transfer;
        this.use = use;
        this.refresher = refresher;
        this.progress = progress;
        this.inUse = new AtomicReference<>(inUse(first, first, false, -1));
    }

    private InUse inUse(PresignedLink link, PresignedLink before, boolean renewed, long progressAtArrival) {
        ExceptionFactory failures = new ExceptionFactory(use.upload(), link, before, progress);
        Instant now = transfer.shared().now();
        return new InUse(link, failures, renewed, now, progressAtArrival, new AtomicReference<>());
    }

    /** Returns the link in use. What the first link says of the object holds for the fresh ones, too. */
    public PresignedLink link() {
        return inUse.get().link();
    }

    public ExceptionFactory failures() {
        return inUse.get().failures();
    }

    /** Returns whether the link expires before the given time has elapsed, and cannot be replaced. */
    boolean endsWithin(Duration time) {
        Instant end = link().expiresAt();
        return refresher == null
                && end != null
                && end.isBefore(transfer.shared().now().plus(time));
    }

    /**
     * Returns the link for a request that begins now.
     *
     * @param attempt ends the wait for a fresh link
     * @throws LinkExpiredException if it has expired and cannot be replaced
     * @throws OssPresignException if the transfer has ended
     */
    public UsableLink usable(Cancellation attempt) throws OssPresignException {
        renewEarly(inUse.get());
        InUse current = inUse.get();
        try {
            return checked(current);
        } catch (LinkExpiredException e) {
            renew(current.link(), e, attempt);
            return checked(inUse.get());
        }
    }

    /**
     * Returns the link for a request that the service has refused because its link has expired.
     *
     * @param attempt ends the wait for a fresh link
     * @throws LinkExpiredException the refusal, if there is no other link or it would not help
     */
    public UsableLink replaced(UsableLink ended, LinkExpiredException refusal, Cancellation attempt)
            throws OssPresignException {
        renew(ended.link(), refusal, attempt);
        return usable(attempt);
    }

    private UsableLink checked(InUse current) throws OssPresignException {
        try {
            transfer.deadline().check();
            return new UsableLink(current.link(), check(current.link(), current.renewed()), current.failures());
        } catch (PlainFailure e) {
            throw e.in(current.failures());
        }
    }

    /**
     * Checks host, method and expiry of a link.
     *
     * @param fresh whether the link replaces an expired one, for messages
     */
    private LinkAddress check(PresignedLink link, boolean fresh) throws HostNotAllowedException, PlainFailure {
        LinkAddress address;
        try {
            transfer.options().hostPolicy().check(link.url());
            address = LinkAddress.parse(link.url());
        } catch (HostNotAllowedException e) {
            throw fresh ? e.ofFreshLink() : e;
        }
        if (!link.method().equals(use.method())) {
            throw new PlainFailure(
                    "method of the " + (fresh ? "fresh " : "") + "link: must be " + use.method() + ", was '{}'",
                    link.method(),
                    false);
        }
        Instant now = transfer.shared().now();
        Instant expiresAt = link.expiresAt();
        if (expiresAt != null && now.isAfter(expiresAt)) {
            throw new PlainFailure(request -> {
                LinkExpiredException expired = new LinkExpiredException(expiresAt, now, request.context());
                return fresh ? expired.ofFreshLink() : expired;
            });
        }
        return address;
    }

    /**
     * Replaces an expired link.
     *
     * @param ended link that failed; if another thread has replaced it already, nothing is done
     * @param attempt ends the wait for a fresh link
     * @throws LinkExpiredException the original failure, if there is no other link or it would not help
     */
    void renew(PresignedLink ended, LinkExpiredException expired, Cancellation attempt) throws OssPresignException {
        InUse current = inUse.get();
        if (!ended.equals(current.link())) {
            return;
        }
        if (refresher == null || progress.total() <= current.progress()) {
            throw expired;
        }
        try {
            take(current, call(current, refresher, attempt).call().await(attempt));
        } catch (RenewalRefusedException e) {
            throw expired.notRenewed(current.failures().clean(e.reason()));
        } catch (TimeoutException e) {
            throw current.failures().refresh(new SocketTimeoutException("no fresh link within the timeout"));
        } catch (IOException e) {
            throw current.failures().renewal(e);
        }
    }

    private void renewEarly(InUse current) {
        RenewalCall begun = current.call().get();
        if (begun == null && refresher != null && isDue(current)) {
            begun = call(current, refresher, null);
        }
        PresignedLink fresh = begun == null ? null : begun.now();
        if (fresh != null) {
            take(current, fresh);
        }
    }

    /** Returns the running call for a replacement, or its result; begins one if there is none that is valid in the attempt. */
    private RenewalCall call(InUse current, LinkRefresher asked, @Nullable Cancellation attempt) {
        RenewalCall last = current.call().get();
        if (last != null && !last.isToRepeatIn(attempt)) {
            return last;
        }
        RenewalCall next = new RenewalCall(
                new BackgroundCall<>(
                        () -> {
                            PresignedLink fresh = LinkRenewal.get(asked, current.link());
                            check(fresh, true);
                            return fresh;
                        },
                        transfer.deadline()),
                attempt);
        if (!current.call().compareAndSet(last, next)) {
            return call(current, asked, attempt);
        }
        next.call().begin(() -> {});
        return next;
    }

    private void take(InUse current, PresignedLink fresh) {
        InUse next = inUse(fresh.describedAs(current.link()), current.link(), true, progress.total());
        inUse.compareAndSet(current, next);
    }

    /** Returns whether the link is to be replaced early, and not expired yet. */
    private boolean isDue(InUse current) {
        Instant end = current.link().expiresAt();
        if (end == null) {
            return false;
        }
        Duration life = Duration.between(current.since(), end);
        Instant from = end.minus(life.compareTo(LONG_LIVED) < 0 ? life.dividedBy(2) : EARLY);
        Instant now = transfer.shared().now();
        return now.isAfter(from) && !now.isAfter(end);
    }
}
