// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.audit.AuditLog.Action;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates, completes and ends the shares of users. All objects of a user are below {@code shares/USER/}. */
@Service
class ShareDesk {

    private static final Duration PERIOD = Duration.ofHours(1);

    private final ShareStore shares;
    private final Links links;
    private final AuditLog audit;
    private final RandomToken tokens;
    private final Limits limits;
    private final Clock clock;

    ShareDesk(ShareStore shares, Links links, AuditLog audit, RandomToken tokens, Limits limits, Clock clock) {
        this.shares = shares;
        this.links = links;
        this.audit = audit;
        this.tokens = tokens;
        this.limits = limits;
        this.clock = clock;
    }

    /** A share and what its owner needs to send the object. */
    record Created(Share share, Upload upload) {}

    Created create(String owner, NewFile file) {
        long size = Limits.size("size", file.size(), limits.maxSize());
        Instant now = clock.instant();
        String id = tokens.next();
        // A link shows the object key, and must not lead to the page, which lives longer.
        String token = tokens.next();
        Share share = Share.uploading(id, owner, token, file.name(), size, now, limits.end(null, now), null);
        // What is deleted again counts, too.
        return within(limits.sharesPerHour(), "files can be shared", Action.CREATED, share, () -> {
            Upload upload = links.begin(share);
            Share stored = share.withUploadId(upload.id());
            shares.add(stored);
            return new Created(stored, upload);
        });
    }

    /** Does something if the user has not done it too often in an hour. What fails does not count. */
    private <T> T within(int limit, String what, Action action, Share share, Supplier<T> work) {
        Instant since = clock.instant().minus(PERIOD);
        long entry = audit.addWithin(limit, since, action, share.owner(), share.id(), share.name())
                .orElseThrow(() -> new InvalidRequestException(
                        HttpStatus.TOO_MANY_REQUESTS, "", "at most " + limit + " " + what + " in an hour"));
        try {
            return work.get();
        } catch (RuntimeException e) {
            audit.remove(entry);
            throw e;
        }
    }

    /** Returns fresh links for an upload that is not complete. */
    Upload continued(Share share) {
        requireUploading(share);
        return links.renew(share);
    }

    /**
     * Opens a share whose object is in the bucket. Repeating it changes nothing. An object that is not the file is deleted,
     * because a form does not replace it.
     *
     * @param crc64 CRC-64 of the file, {@code null} if it is not known
     */
    Share complete(Share share, @Nullable String crc64) {
        if (share.uploadedAt() != null) {
            return share;
        }
        if (!links.stored(share).isFile(share.size(), crc64)) {
            links.delete(share);
            throw InvalidRequestException.otherContent();
        }
        if (shares.markUploaded(share.id(), clock.instant())) {
            audit.add(share.owner(), Action.UPLOADED, share);
        }
        return shares.find(share.id()).orElseThrow(InvalidRequestException::noShare);
    }

    /** Changes a share, one change after the other, so that none is lost. */
    @Transactional
    Share change(Share share, UnaryOperator<Share> change) {
        Share changed = change.apply(shares.lock(share.id()).orElseThrow(InvalidRequestException::noShare));
        shares.update(changed);
        audit.add(changed.owner(), Action.CHANGED, changed);
        return changed;
    }

    @Transactional
    Share revoke(Share share) {
        shares.revoke(share.id(), clock.instant());
        Share revoked = shares.find(share.id()).orElseThrow(InvalidRequestException::noShare);
        audit.add(share.owner(), Action.REVOKED, revoked);
        return revoked;
    }

    /** Mails the address of an open share. */
    void mail(Share share, String page, String to, String language) {
        if (share.state(clock.instant()) != Share.State.OPEN) {
            throw new InvalidRequestException(HttpStatus.CONFLICT, "", "only an open share can be mailed");
        }
        within(limits.mailsPerHour(), "mails can be sent", Action.MAILED, share, () -> {
            links.mail(share, page, to, language);
            return share;
        });
    }

    /** Deletes a share; the object first, so that a bucket that does not respond leaves a share that can be deleted again. */
    void delete(Share share, boolean withObject) {
        if (withObject) {
            links.delete(share);
        }
        shares.delete(share.id());
        audit.add(share.owner(), Action.DELETED, share);
    }

    private static void requireUploading(Share share) {
        if (share.uploadedAt() != null) {
            throw new InvalidRequestException(HttpStatus.CONFLICT, "", "the file is uploaded already");
        }
    }
}
