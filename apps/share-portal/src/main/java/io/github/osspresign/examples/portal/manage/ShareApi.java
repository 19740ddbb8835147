// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.audit.AuditLog.Action;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.Mails;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.page.InvalidFieldException;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import jakarta.validation.Valid;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** JSON API of shares. A user sees only his own. */
@RestController
@SuppressWarnings("NullableOptional") // An end that is not changed is not no end.
class ShareApi {

    private static final Logger LOG = LoggerFactory.getLogger(ShareApi.class);

    private static final String SHARES = "/api/shares";
    private static final String SHARE = SHARES + "/{id}";
    private static final String FILE = SHARE + "/files/{file}";

    private final ShareStore shares;
    private final Links links;
    private final Mails mails;
    private final AuditLog audit;
    private final Limits limits;
    private final PortalAddress address;

    ShareApi(ShareStore shares, Links links, Mails mails, AuditLog audit, Limits limits, PortalAddress address) {
        this.shares = shares;
        this.links = links;
        this.mails = mails;
        this.audit = audit;
        this.limits = limits;
        this.address = address;
    }

    /** A share with the address of its page. */
    record View(String url, @JsonUnwrapped Share share) {}

    private View view(Share share) {
        return new View(address + "/s/" + share.id(), share);
    }

    private Map<String, View> shown(Share share) {
        return Map.of("share", view(share));
    }

    /** @param upload what sends the only file of a new share */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Details(
            View share, List<ShareFile> files, @Nullable Upload upload) {}

    /** @param since {@code now} of an earlier response, for what was changed later. What was deleted shows in the count */
    @GetMapping(SHARES)
    Map<String, Object> list(@RequestParam(required = false) @Nullable Instant since, Principal user) {
        Instant now = shares.now();
        List<View> changed =
                shares.of(user.getName(), since).stream().map(this::view).toList();
        return Map.of("now", now, "count", shares.count(user.getName()), "shares", changed);
    }

    @PostMapping(SHARES)
    @ResponseStatus(HttpStatus.CREATED)
    Details create(@Valid @RequestBody NewShare request, Principal user) {
        String id = RandomToken.next();
        List<ShareFile> files = request.files().stream()
                .map(file -> ShareFile.unsent(
                        id, user.getName(), file.name(), Limits.size("size", file.size(), limits.maxSize())))
                .toList();
        ShareChange options = request.options();
        Optional<Instant> end = requireNonNullElse(end(options, false), Optional.of(limits.end(null)));
        String name = requireNonNullElse(options.name(), files.get(0).name());
        // What is deleted again counts, too.
        int most = limits.sharesPerHour();
        return audit.within(most, "shares can be created", Action.CREATED, user.getName(), id, name, () -> {
            Upload upload = files.size() == 1 ? links.upload(files.get(0)) : null;
            String uploadId = upload == null ? null : upload.id();
            Share share = shares.add(files, uploadId, null, blank -> changed(blank, options, end));
            return new Details(view(share), shares.files(id), upload);
        });
    }

    @GetMapping(SHARE)
    Details show(@PathVariable String id, Principal user) {
        return new Details(view(own(id, user)), shares.files(id), null);
    }

    /** Returns fresh links for the upload of a file that is not complete. */
    @PostMapping({SHARE + "/upload", FILE + "/upload"})
    Map<String, Upload> upload(
            @PathVariable String id, @PathVariable(required = false) @Nullable String file, Principal user) {
        ShareFile unsent = file(own(id, user), file);
        if (unsent.isUploaded()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "the file is uploaded already");
        }
        Upload upload = links.upload(unsent);
        if (upload.id() != null) {
            shares.begin(unsent, upload.id());
        }
        return Map.of("upload", upload);
    }

    /**
     * Completes a file whose object is in the bucket, and opens the share with its last one. Repeating it changes nothing. An
     * object that is not the file is deleted, because a form does not replace it.
     */
    @PostMapping({SHARE + "/complete", FILE + "/complete"})
    Map<String, View> complete(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String file,
            @Valid @RequestBody Optional<SentFile> sent,
            Principal user) {
        Share share = own(id, user);
        ShareFile complete = file(share, file);
        if (share.uploadedAt() == null) {
            if (!complete.isUploaded()
                    && !links.isStored(complete, sent.map(SentFile::crc64).orElse(null))) {
                links.delete(List.of(complete));
                throw SentFile.other();
            }
            if (shares.markUploaded(complete)) {
                audit.add(share.owner(), Action.UPLOADED, share);
            }
        }
        return shown(own(id, user));
    }

    /** Leaves a file out of a share that has others and is not open yet. It opens if nothing else is missing. */
    @DeleteMapping(FILE)
    Map<String, View> leaveOut(@PathVariable String id, @PathVariable String file, Principal user) {
        Share share = own(id, user);
        ShareFile leftOut = file(share, file);
        if (share.uploadedAt() != null || !shares.remove(leftOut)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "only a share that is not open yet, and has other files, can lose one");
        }
        if (shares.openComplete(id)) {
            audit.add(share.owner(), Action.UPLOADED, share);
        }
        try {
            links.delete(List.of(leftOut));
        } catch (RouteFailedException e) {
            LOG.warn(
                    "a share of {}: what was sent of a file that is left out stays: {}", share.owner(), e.getMessage());
        }
        return shown(own(id, user));
    }

    /** @param id {@code null} for the only file of a share */
    private ShareFile file(Share share, @Nullable String id) {
        return shares.file(share, id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such file"));
    }

    @PatchMapping(SHARE)
    @Transactional
    Map<String, View> change(@PathVariable String id, @Valid @RequestBody ShareChange change, Principal user) {
        Share share = own(id, user);
        Share changed = changed(share, change, end(change, share.requestId() != null));
        audit.add(user.getName(), Action.CHANGED, changed);
        return shown(changed);
    }

    private Share changed(Share share, ShareChange change, @Nullable Optional<Instant> end) {
        return shares.change(share.id(), change.name(), change.note(), change.password(), change.maxDownloads(), end)
                .orElseThrow(ShareApi::missing);
    }

    /** Returns the end that a change asks for. Only a file that was received may have none. */
    private @Nullable Optional<Instant> end(ShareChange change, boolean isReceived) {
        Optional<Instant> end = change.expiresAt();
        if (end != null && end.isEmpty() && !isReceived) {
            throw new InvalidFieldException("expiresAt", "must be a time such as 2026-12-31T12:00:00Z");
        }
        return end == null ? null : end.map(limits::end);
    }

    @PostMapping(SHARE + "/revoke")
    @Transactional
    Map<String, View> revoke(@PathVariable String id, Principal user) {
        Share share = own(id, user);
        shares.revoke(id);
        audit.add(share.owner(), Action.REVOKED, share);
        return shown(own(id, user));
    }

    /** Mails the address of an open share. */
    @PostMapping(SHARE + "/mail")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void send(@PathVariable String id, @Valid @RequestBody NewMail mail, Principal user) {
        Share share = own(id, user);
        if (share.state() != Share.State.OPEN) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "only an open share can be mailed");
        }
        int most = limits.mailsPerHour();
        audit.within(most, "mails can be sent", Action.MAILED, share.owner(), id, share.name(), () -> {
            mails.offer(share, mail.to(), mail.language());
            return share;
        });
    }

    /** Deletes a share; the objects first, so that a bucket that does not respond leaves a share that can be deleted again. */
    @DeleteMapping(SHARE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @RequestParam(name = "object") boolean withObject, Principal user) {
        Share share = own(id, user);
        if (withObject) {
            links.delete(shares.files(id));
        }
        shares.delete(id);
        audit.add(share.owner(), Action.DELETED, share);
    }

    /** Leads a user to his own file, whatever became of its share. This is no download of the share; the record names the user. */
    @GetMapping({"/files/{id}", SHARE + "/file"})
    ResponseEntity<Void> fetch(@PathVariable String id, Principal user) {
        Share share = own(id, user);
        if (share.uploadedAt() == null) {
            throw missing();
        }
        ShareFile file = file(share, null);
        links.check(List.of(file));
        audit.add(share.owner(), Action.DOWNLOADED, share);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(links.download(file))
                .build();
    }

    /** A share of somebody else is like none. */
    private Share own(String id, Principal user) {
        return shares.find(id)
                .filter(share -> share.owner().equals(user.getName()))
                .orElseThrow(ShareApi::missing);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such share");
    }
}
