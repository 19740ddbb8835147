// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.manage.Limits;
import io.github.osspresign.examples.portal.manage.NewFile;
import io.github.osspresign.examples.portal.manage.SentFile;
import io.github.osspresign.examples.portal.page.InvalidFieldException;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Page on which a stranger sends files, and the API that it calls. The unguessable address is all that a sender needs. He knows a
 * file by the token in its object key and not by the id of its share, which would let him publish it: only the owner can give
 * away the address of the share.
 */
@RestController
@RequestMapping("/r/{request}")
class RequestPage {

    private final FileRequestStore requests;
    private final ShareStore shares;
    private final Links links;
    private final AuditLog audit;
    private final Attempts attempts;
    private final Limits limits;

    RequestPage(
            FileRequestStore requests,
            ShareStore shares,
            Links links,
            AuditLog audit,
            Attempts attempts,
            Limits limits) {
        this.requests = requests;
        this.shares = shares;
        this.links = links;
        this.audit = audit;
        this.attempts = attempts;
        this.limits = limits;
    }

    @GetMapping
    ModelAndView show(@PathVariable("request") String id) {
        Optional<FileRequest> found = requests.find(id);
        if (found.isEmpty()) {
            return new ModelAndView("request", Map.of("state", "MISSING"), HttpStatus.NOT_FOUND);
        }
        FileRequest.State state = found.get().state();
        return new ModelAndView(
                "request",
                Map.of("state", state.name(), "request", found.get()),
                state == FileRequest.State.OPEN ? HttpStatus.OK : HttpStatus.GONE);
    }

    @PostMapping("/files")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> open(
            @PathVariable("request") String id, @Valid @RequestBody NewFile file, HttpServletRequest sender) {
        FileRequest request = request(id);
        long size = Limits.size("size", file.size(), request.maxSize());
        List<Long> attempt =
                attempts.begin("request " + id, sender.getRemoteAddr(), limits.receivedPerHour(), Duration.ofHours(1));
        if (attempt.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS, "too many files were sent through this request in an hour");
        }
        requireOpen(request);
        if (!request.accepts(file.name())) {
            throw new InvalidFieldException(
                    "name", "must end with one of " + request.accept().replace(",", ", "));
        }
        ShareFile unsent = ShareFile.unsent(RandomToken.next(), request.owner(), file.name(), size);
        if (!requests.expect(id, unsent)) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS, "too many files are being sent through this request");
        }
        try {
            Upload upload = links.upload(unsent);
            if (upload.id() != null) {
                shares.begin(unsent, upload.id());
            }
            return Map.of("share", unsent, "upload", upload);
        } catch (RouteFailedException e) {
            // A bucket that does not respond uses no attempt up: the page tries again until it does.
            attempts.forget(attempt);
            shares.delete(unsent.shareId());
            throw e;
        }
    }

    /** Returns fresh links for an upload that is not complete. */
    @PostMapping("/files/{file}/upload")
    Map<String, Upload> upload(@PathVariable("request") String id, @PathVariable String file) {
        requireOpen(request(id));
        return Map.of("upload", links.upload(sending(id, file)));
    }

    /**
     * Gives a file whose object is in the bucket to the owner of the request. Repeating it changes nothing. What cannot be
     * accepted is deleted.
     */
    @PostMapping("/files/{file}/complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(
            @PathVariable("request") String id,
            @PathVariable("file") String token,
            @Valid @RequestBody Optional<SentFile> sent,
            HttpServletRequest sender) {
        FileRequest request = request(id);
        ShareFile file = file(id, token);
        if (file.isUploaded()) {
            return;
        }
        requireOpen(request);
        if (!links.isStored(file, sent.map(SentFile::crc64).orElse(null))) {
            discard(file);
            throw SentFile.other();
        }
        if (!requests.receive(id, file)) {
            discard(file);
            throw closed();
        }
        audit.add(sender.getRemoteAddr(), AuditLog.Action.RECEIVED, file.owner(), file.shareId(), file.name());
    }

    /** Deletes what is there of a file that is not complete. */
    @DeleteMapping("/files/{file}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable("request") String id, @PathVariable String file) {
        discard(sending(request(id).id(), file));
    }

    /**
     * Deletes a file, unless it was completed meanwhile. It is ended first: otherwise a sender could complete it while its object
     * is deleted, and then replace what the owner has received.
     */
    private void discard(ShareFile file) {
        if (shares.endUpload(file.shareId())) {
            links.delete(List.of(file));
            shares.delete(file.shareId());
        }
    }

    private ShareFile sending(String request, String token) {
        ShareFile file = file(request, token);
        if (file.isUploaded()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "the file is uploaded already");
        }
        return file;
    }

    private ShareFile file(String request, String token) {
        return shares.findReceived(request, token)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such file"));
    }

    private FileRequest request(String id) {
        return requests.find(id).orElseThrow(FileRequestStore::missing);
    }

    private static void requireOpen(FileRequest request) {
        if (request.state() != FileRequest.State.OPEN) {
            throw closed();
        }
    }

    private static ResponseStatusException closed() {
        return new ResponseStatusException(HttpStatus.GONE, "this request takes no more files");
    }
}
