// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import static java.util.Objects.requireNonNullElse;

import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** JSON API of shares. A user sees only his own. */
@RestController
@RequestMapping("/api/shares")
class ShareApi {

    private final ShareStore shares;
    private final ShareDesk desk;
    private final Limits limits;
    private final PasswordEncoder passwords;
    private final PortalAddress address;
    private final Clock clock;

    ShareApi(
            ShareStore shares,
            ShareDesk desk,
            Limits limits,
            PasswordEncoder passwords,
            PortalAddress address,
            Clock clock) {
        this.shares = shares;
        this.desk = desk;
        this.limits = limits;
        this.passwords = passwords;
        this.address = address;
        this.clock = clock;
    }

    /** A mail with the address of a share. A quoted local part could have line breaks. */
    record Mail(
            @NotEmpty(message = ADDRESS) @Size(max = 254, message = ADDRESS) @Email(regexp = "[^\\p{Cc}\\s\"]*", message = ADDRESS) String to,

            @NotNull(message = LANGUAGE) @Pattern(regexp = "en|zh", message = LANGUAGE) String language) {

        private static final String ADDRESS = "must be one address such as bob@example.com";
        private static final String LANGUAGE = "must be en or zh";
    }

    /** A file of a share as the API shows it. */
    record FileView(String id, String name, long size, boolean isUploaded) {

        static FileView of(ShareFile file) {
            return new FileView(file.id(), file.name(), file.size(), file.uploadedAt() != null);
        }
    }

    /** @param since {@code now} of an earlier response, for what was changed later. What was deleted shows in the count */
    @GetMapping
    Map<String, Object> list(@RequestParam(required = false) @Nullable Instant since, Principal user) {
        Instant now = shares.now();
        List<ShareView> changed =
                shares.of(user.getName(), since).stream().map(this::view).toList();
        return Map.of("now", now, "count", shares.count(user.getName()), "shares", changed);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> create(@Valid @RequestBody NewShare request, Principal user) {
        ShareDesk.Created created = desk.create(
                user.getName(),
                request,
                share -> request.options() == null ? share : changed(share, request.options()));
        Map<String, Object> response = shown(created.share(), created.files());
        if (created.upload() != null) {
            response.put("upload", created.upload());
        }
        return response;
    }

    @GetMapping("/{id}")
    Map<String, Object> show(@PathVariable String id, Principal user) {
        return shown(own(id, user), shares.files(id));
    }

    private Map<String, Object> shown(Share share, List<ShareFile> files) {
        Map<String, Object> response = new HashMap<>();
        response.put("share", view(share));
        response.put("files", files.stream().map(FileView::of).toList());
        return response;
    }

    @PostMapping({"/{id}/upload", "/{id}/files/{file}/upload"})
    Map<String, Upload> upload(
            @PathVariable String id, @PathVariable(required = false) @Nullable String file, Principal user) {
        return Map.of("upload", desk.upload(file(own(id, user), file)));
    }

    @PostMapping({"/{id}/complete", "/{id}/files/{file}/complete"})
    Map<String, ShareView> complete(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String file,
            @Valid @RequestBody(required = false) @Nullable SentFile sent,
            Principal user) {
        Share share = own(id, user);
        return Map.of("share", view(desk.complete(share, file(share, file), SentFile.crc64Of(sent))));
    }

    @DeleteMapping("/{id}/files/{file}")
    Map<String, ShareView> leaveOut(@PathVariable String id, @PathVariable String file, Principal user) {
        Share share = own(id, user);
        return Map.of("share", view(desk.leaveOut(share, file(share, file))));
    }

    /** @param id {@code null} for the only file of a share */
    private ShareFile file(Share share, @Nullable String id) {
        return shares.files(share.id()).stream()
                .filter(file -> id == null ? share.files() == 1 : file.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(HttpStatus.NOT_FOUND, "", "there is no such file"));
    }

    @PatchMapping("/{id}")
    Map<String, ShareView> change(@PathVariable String id, @Valid @RequestBody ShareChange change, Principal user) {
        return Map.of("share", view(desk.change(own(id, user), share -> changed(share, change))));
    }

    private Share changed(Share share, ShareChange change) {
        Optional<Integer> maxDownloads = change.maxDownloads();
        return share.changed(
                requireNonNullElse(change.name(), share.name()),
                requireNonNullElse(change.note(), share.note()),
                change.password() == null ? share.passwordHash() : hash(change.password()),
                maxDownloads == null ? share.maxDownloads() : maxDownloads.orElse(null),
                change.expiresAt() == null ? share.expiresAt() : end(share, change.expiresAt()));
    }

    /** Only a file that was received may have no end. */
    private @Nullable Instant end(Share share, Optional<Instant> wanted) {
        if (wanted.isEmpty() && share.received() == null) {
            throw InvalidRequestException.badField("expiresAt", "must be a time such as 2026-12-31T12:00:00Z");
        }
        return wanted.map(end -> limits.end(end, clock.instant())).orElse(null);
    }

    @PostMapping("/{id}/revoke")
    Map<String, ShareView> revoke(@PathVariable String id, Principal user) {
        return Map.of("share", view(desk.revoke(own(id, user))));
    }

    @PostMapping("/{id}/mail")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mail(@PathVariable String id, @Valid @RequestBody Mail mail, Principal user) {
        Share share = own(id, user);
        desk.mail(share, view(share).url(), mail.to(), mail.language());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @RequestParam(name = "object") boolean withObject, Principal user) {
        desk.delete(own(id, user), withObject);
    }

    private @Nullable String hash(String password) {
        return password.isEmpty() ? null : passwords.encode(password);
    }

    /** A share of somebody else is like none. */
    private Share own(String id, Principal user) {
        return shares.find(id)
                .filter(share -> share.owner().equals(user.getName()))
                .orElseThrow(InvalidRequestException::noShare);
    }

    private ShareView view(Share share) {
        Instant now = clock.instant();
        return ShareView.of(share, address.toString(), now);
    }
}
