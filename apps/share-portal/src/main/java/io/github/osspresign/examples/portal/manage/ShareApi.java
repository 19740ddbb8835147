// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    private final ShareRules rules;
    private final PasswordEncoder passwords;
    private final PortalAddress address;
    private final Clock clock;

    ShareApi(
            ShareStore shares,
            ShareDesk desk,
            ShareRules rules,
            PasswordEncoder passwords,
            PortalAddress address,
            Clock clock) {
        this.shares = shares;
        this.desk = desk;
        this.rules = rules;
        this.passwords = passwords;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping
    Map<String, List<ShareView>> list(Principal user) {
        return Map.of(
                "shares", shares.of(user.getName()).stream().map(this::view).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> create(@RequestBody Map<String, Object> request, Principal user) {
        rules.requireOnly(request, "name", "size", "type");
        ShareDesk.Created created =
                desk.create(user.getName(), rules.name(request.get("name")), rules.size(request.get("size")));
        return Map.of("share", view(created.share()), "upload", created.upload());
    }

    @GetMapping("/{id}")
    Map<String, ShareView> show(@PathVariable String id, Principal user) {
        return Map.of("share", view(own(id, user)));
    }

    @PostMapping("/{id}/upload")
    Map<String, Upload> upload(@PathVariable String id, Principal user) {
        return Map.of("upload", desk.continued(own(id, user)));
    }

    @PostMapping("/{id}/complete")
    Map<String, ShareView> complete(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Map<String, Object> file,
            Principal user) {
        return Map.of("share", view(desk.complete(own(id, user), rules.crc64(file))));
    }

    @PatchMapping("/{id}")
    Map<String, ShareView> change(@PathVariable String id, @RequestBody Map<String, Object> request, Principal user) {
        rules.requireOnly(request, "name", "note", "expiresAt", "password", "maxDownloads");
        return Map.of("share", view(desk.change(own(id, user), share -> changed(share, request))));
    }

    private Share changed(Share share, Map<String, Object> request) {
        return share.changed(
                request.containsKey("name") ? rules.name(request.get("name")) : share.name(),
                request.containsKey("note") ? rules.note(request.get("note")) : share.note(),
                request.containsKey("password") ? hash(rules.password(request.get("password"))) : share.passwordHash(),
                request.containsKey("maxDownloads")
                        ? rules.maxDownloads(request.get("maxDownloads"))
                        : share.maxDownloads(),
                request.containsKey("expiresAt") ? end(share, request.get("expiresAt")) : share.expiresAt());
    }

    /** Only a file that was received may have no end. */
    private @Nullable Instant end(Share share, @Nullable Object value) {
        return value == null && share.received() != null ? null : rules.expiresAt(value, clock.instant());
    }

    @PostMapping("/{id}/revoke")
    Map<String, ShareView> revoke(@PathVariable String id, Principal user) {
        return Map.of("share", view(desk.revoke(own(id, user))));
    }

    @PostMapping("/{id}/mail")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mail(@PathVariable String id, @RequestBody Map<String, Object> request, Principal user) {
        rules.requireOnly(request, "to", "language");
        Share share = own(id, user);
        desk.mail(
                share,
                view(share).url(),
                rules.mailAddress(request.get("to")),
                rules.language(request.get("language")));
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
