// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.audit.AuditLog.Action;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates, completes and ends the shares of users. */
@Service
class ShareDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ShareDesk.class);

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

    /** @param upload what its owner needs to send the object, {@code null} if there are several */
    record Created(
            Share share, List<ShareFile> files, @Nullable Upload upload) {}

    /** @param options adds to a share what its owner sets before anybody can open it */
    Created create(String owner, NewShare request, UnaryOperator<Share> options) {
        Instant now = clock.instant();
        List<ShareFile> files = request.files().stream()
                .map(file -> ShareFile.unsent(
                        tokens.next(), owner, file.name(), Limits.size("size", file.size(), limits.maxSize())))
                .toList();
        String name = files.get(0).name();
        Share share =
                options.apply(Share.uploading(tokens.next(), owner, name, files, now, limits.end(null, now), null));
        // What is deleted again counts, too.
        return within(limits.sharesPerHour(), "shares can be created", Action.CREATED, share, () -> {
            Upload upload = files.size() == 1 ? links.upload(files.get(0)) : null;
            List<ShareFile> stored =
                    upload == null ? files : List.of(files.get(0).withUploadId(upload.id()));
            shares.add(share, stored);
            return new Created(share, stored, upload);
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

    /** Returns fresh links for the upload of a file that is not complete. */
    Upload upload(ShareFile file) {
        if (file.uploadedAt() != null) {
            throw new InvalidRequestException(HttpStatus.CONFLICT, "", "the file is uploaded already");
        }
        Upload upload = links.upload(file);
        if (file.uploadId() == null && upload.id() != null) {
            shares.begin(file, upload.id());
        }
        return upload;
    }

    /**
     * Completes a file whose object is in the bucket, and opens the share with its last one. Repeating it changes nothing. An
     * object that is not the file is deleted, because a form does not replace it.
     *
     * @param crc64 CRC-64 of the file, {@code null} if it is not known
     */
    Share complete(Share share, ShareFile file, @Nullable String crc64) {
        if (share.uploadedAt() != null) {
            return share;
        }
        if (file.uploadedAt() == null && !links.stored(file).isFile(file.size(), crc64)) {
            links.delete(file);
            throw InvalidRequestException.otherContent();
        }
        if (shares.markUploaded(share.id(), file, clock.instant())) {
            audit.add(share.owner(), Action.UPLOADED, share);
        }
        return shares.find(share.id()).orElseThrow(InvalidRequestException::noShare);
    }

    /** Leaves a file out of a share that has others and is not open yet. It opens if nothing else is missing. */
    Share leaveOut(Share share, ShareFile file) {
        if (share.uploadedAt() != null || !shares.remove(share, file)) {
            throw new InvalidRequestException(
                    HttpStatus.CONFLICT, "", "only a share that is not open yet, and has other files, can lose one");
        }
        if (shares.openComplete(share.id(), clock.instant())) {
            audit.add(share.owner(), Action.UPLOADED, share);
        }
        try {
            links.delete(file);
        } catch (RouteFailedException e) {
            LOG.warn(
                    "a share of {}: what was sent of a file that is left out stays: {}", share.owner(), e.getMessage());
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

    /** Deletes a share; the objects first, so that a bucket that does not respond leaves a share that can be deleted again. */
    void delete(Share share, boolean withObject) {
        if (withObject) {
            shares.files(share.id()).forEach(links::delete);
        }
        shares.delete(share.id());
        audit.add(share.owner(), Action.DELETED, share);
    }
}
