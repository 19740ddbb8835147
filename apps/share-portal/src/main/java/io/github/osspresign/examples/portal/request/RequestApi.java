// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.audit.AuditLog.Action;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.manage.Limits;
import io.github.osspresign.examples.portal.page.InvalidFieldException;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import jakarta.validation.Valid;
import jakarta.validation.groups.Default;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** JSON API of requests for their owner. A user sees only his own. */
@RestController
@RequestMapping("/api/requests")
class RequestApi {

    private final FileRequestStore requests;
    private final AuditLog audit;
    private final PortalAddress address;
    private final Limits limits;
    private final ShareStore shares;
    private final Links links;

    RequestApi(
            FileRequestStore requests,
            AuditLog audit,
            PortalAddress address,
            Limits limits,
            ShareStore shares,
            Links links) {
        this.requests = requests;
        this.shares = shares;
        this.links = links;
        this.audit = audit;
        this.address = address;
        this.limits = limits;
    }

    /** A request with the address of its page. */
    record View(String url, @JsonUnwrapped FileRequest request) {}

    private View view(FileRequest request) {
        return new View(address + "/r/" + request.id(), request);
    }

    @GetMapping
    Map<String, List<View>> list(Principal user) {
        return Map.of(
                "requests", requests.of(user.getName()).stream().map(this::view).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, View> create(
            @Validated({Default.class, RequestFields.New.class}) @RequestBody RequestFields fields,
            Principal user,
            Locale locale) {
        check(fields);
        String id = RandomToken.next();
        String owner = user.getName();
        int most = limits.sharesPerHour();
        String language = locale.getLanguage();
        return audit.within(most, "requests can be created", Action.REQUESTED, owner, id, fields.title(), () -> {
            FileRequest request = requests.add(id, owner, language, limits.maxSize(), limits.end(null), fields);
            return Map.of("request", view(request));
        });
    }

    /** Changes a request. What has arrived stays, whatever the limits are. */
    @PatchMapping("/{id}")
    @Transactional
    Map<String, View> change(@PathVariable String id, @Valid @RequestBody RequestFields fields, Principal user) {
        requests.lock(id);
        FileRequest request = own(id, user);
        if (request.endedAt() != null) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "a request that its owner has ended cannot be changed");
        }
        if (fields.maxFiles() != null && fields.maxFiles() < request.received()) {
            throw new InvalidFieldException(
                    "maxFiles", "must be at least " + request.received() + ", because so many files have arrived");
        }
        check(fields);
        FileRequest changed = requests.change(id, fields);
        record(Action.REQUEST_CHANGED, changed);
        return Map.of("request", view(changed));
    }

    private void check(RequestFields fields) {
        Limits.size("maxSize", fields.maxSize() == null ? 0 : fields.maxSize(), limits.maxSize());
        long most = limits.maxLifetime().toDays();
        Optional<Integer> days = fields.keepDays();
        if (days != null && days.filter(kept -> kept < 1 || kept > most).isPresent()) {
            throw new InvalidFieldException("keepDays", "must be 1 to " + most + ", or null for no end");
        }
        limits.end(fields.expiresAt());
    }

    /** Ends a request at once: no file arrives any more, not even one that is being sent. */
    @PostMapping("/{id}/end")
    Map<String, View> end(@PathVariable String id, Principal user) {
        FileRequest request = own(id, user);
        requests.end(id);
        record(Action.REQUEST_ENDED, request);
        return Map.of("request", view(own(id, user)));
    }

    /** Deletes a request and what is still being sent. The files that were received stay. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Principal user) {
        FileRequest request = own(id, user);
        // From now on nothing more begins.
        requests.end(id);
        List<ShareFile> arriving = shares.arriving(id).stream()
                .filter(file -> shares.endUpload(file.shareId()))
                .toList();
        links.delete(arriving);
        arriving.forEach(file -> shares.delete(file.shareId()));
        requests.delete(id);
        record(Action.REQUEST_DELETED, request);
    }

    /** A request of somebody else is like none. */
    private FileRequest own(String id, Principal user) {
        return requests.find(id)
                .filter(request -> request.owner().equals(user.getName()))
                .orElseThrow(FileRequestStore::missing);
    }

    private void record(Action action, FileRequest request) {
        audit.add(request.owner(), action, request.owner(), request.id(), request.title());
    }
}
