// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.manage.InvalidRequestException;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/**
 * Takes the files of strangers. A stranger knows a file by a token in its object key and not by the id of its share, which
 * would let him publish it: only the owner can give away the address of the share.
 */
@Service
class IncomingFiles {

    private final FileRequestStore requests;
    private final ShareStore shares;
    private final Links links;
    private final AuditLog audit;
    private final Clock clock;
    private final RandomToken tokens = new RandomToken();

    IncomingFiles(FileRequestStore requests, ShareStore shares, Links links, AuditLog audit, Clock clock) {
        this.requests = requests;
        this.shares = shares;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A file that a stranger is sending.
     *
     * @param id token that only the sender of this file knows
     */
    record Opened(String id, Upload upload) {}

    Opened open(FileRequest request, String name, long size) {
        requireOpen(request);
        if (!request.accepts(name)) {
            throw InvalidRequestException.badField(
                    "name", "must end with one of ." + String.join(", .", request.types()));
        }
        Instant now = clock.instant();
        String token = tokens.next();
        ShareFile file = ShareFile.unsent(token, request.owner(), name, size);
        Share share = Share.uploading(
                tokens.next(),
                request.owner(),
                name,
                List.of(file),
                now,
                request.endOfFile(now),
                new Share.Received(request.id(), request.title()));
        Upload upload = links.upload(file);
        shares.add(share, List.of(file.withUploadId(upload.id())));
        return new Opened(token, upload);
    }

    /** Returns fresh links for an upload that is not complete. */
    Upload continued(FileRequest request, String token) {
        requireOpen(request);
        return links.upload(object(sending(request, token)));
    }

    /**
     * Gives a file whose object is in the bucket to the owner of the request. Repeating it changes nothing. What cannot be
     * accepted is deleted.
     *
     * @param crc64 CRC-64 of the file, {@code null} if it is not known
     * @param address network address of the sender
     */
    void complete(FileRequest request, String token, @Nullable String crc64, String address) {
        Share share = file(request, token);
        if (share.uploadedAt() != null) {
            return;
        }
        requireOpen(request);
        if (!links.stored(object(share)).isFile(share.size(), crc64)) {
            discard(share);
            throw InvalidRequestException.otherContent();
        }
        if (!requests.receive(request.id(), share, clock.instant())) {
            discard(share);
            throw closed();
        }
        audit.add(address, AuditLog.Action.RECEIVED, share);
    }

    /** Deletes what is there of a file that is not complete. */
    void cancel(FileRequest request, String token) {
        discard(sending(request, token));
    }

    /**
     * Deletes a file, unless it was completed meanwhile. It is ended first: otherwise a sender could complete it while its object
     * is deleted, and then replace what the owner has received.
     */
    private void discard(Share share) {
        if (shares.endUpload(share.id(), clock.instant())) {
            links.delete(object(share));
            shares.delete(share.id());
        }
    }

    private Share sending(FileRequest request, String token) {
        Share share = file(request, token);
        if (share.uploadedAt() != null) {
            throw new InvalidRequestException(HttpStatus.CONFLICT, "", "the file is uploaded already");
        }
        return share;
    }

    private Share file(FileRequest request, String token) {
        return shares.findReceived(request.id(), token)
                .orElseThrow(() -> new InvalidRequestException(HttpStatus.NOT_FOUND, "", "there is no such file"));
    }

    private ShareFile object(Share share) {
        return shares.files(share.id()).get(0);
    }

    private void requireOpen(FileRequest request) {
        if (request.state(clock.instant()) != FileRequest.State.OPEN) {
            throw closed();
        }
    }

    private static InvalidRequestException closed() {
        return new InvalidRequestException(HttpStatus.GONE, "", "this request takes no more files");
    }
}
