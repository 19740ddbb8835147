// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.audit.AuditLog.Action;
import io.github.osspresign.examples.portal.manage.InvalidRequestException;
import io.github.osspresign.examples.portal.manage.Limits;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.share.RandomToken;
import jakarta.validation.Valid;
import jakarta.validation.groups.Default;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
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

/** JSON API of requests for their owner. A user sees only his own. */
@RestController
@RequestMapping("/api/requests")
class RequestApi {

    private final FileRequestStore requests;
    private final AuditLog audit;
    private final PortalAddress address;
    private final Limits limits;
    private final Clock clock;
    private final RandomToken tokens = new RandomToken();

    RequestApi(FileRequestStore requests, AuditLog audit, PortalAddress address, Limits limits, Clock clock) {
        this.requests = requests;
        this.audit = audit;
        this.address = address;
        this.limits = limits;
        this.clock = clock;
    }

    /** A request as the API shows it. */
    private record View(
            String id,
            String url,
            String title,
            String note,
            FileRequest.State state,
            long maxSize,
            int maxFiles,
            int received,
            List<String> types,
            @Nullable Integer keepDays,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant endedAt) {}

    @GetMapping
    Map<String, List<View>> list(Principal user) {
        return Map.of(
                "requests", requests.of(user.getName()).stream().map(this::view).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, View> create(
            @Validated({Default.class, RequestFields.New.class}) @RequestBody RequestFields fields, Principal user) {
        Instant now = clock.instant();
        Instant end = limits.end(null, now);
        FileRequest blank = new FileRequest(
                tokens.next(), user.getName(), "", "", limits.maxSize(), 0, 0, List.of(), null, now, end, null);
        FileRequest request = changed(blank, fields);
        Instant since = now.minus(Duration.ofHours(1));
        int limit = limits.sharesPerHour();
        if (audit.addWithin(limit, since, Action.REQUESTED, request.owner(), request.id(), request.title())
                .isEmpty()) {
            throw new InvalidRequestException(
                    HttpStatus.TOO_MANY_REQUESTS, "", "at most " + limit + " requests can be created in an hour");
        }
        requests.add(request, LocaleContextHolder.getLocale().getLanguage());
        return Map.of("request", view(request));
    }

    @PatchMapping("/{id}")
    Map<String, View> change(@PathVariable String id, @Valid @RequestBody RequestFields fields, Principal user) {
        own(id, user);
        FileRequest changed =
                requests.change(id, request -> changed(request, fields)).orElseThrow(RequestApi::missing);
        record(Action.REQUEST_CHANGED, changed);
        return Map.of("request", view(changed));
    }

    /** Returns a request with what its owner has entered. What has arrived stays, whatever the limits are. */
    private FileRequest changed(FileRequest request, RequestFields fields) {
        if (request.endedAt() != null) {
            throw new InvalidRequestException(
                    HttpStatus.CONFLICT, "", "a request that its owner has ended cannot be changed");
        }
        FileRequest changed = request.changed(fields);
        if (changed.maxFiles() < request.received()) {
            throw InvalidRequestException.badField(
                    "maxFiles", "must be at least " + request.received() + ", because so many files have arrived");
        }
        Limits.size("maxSize", changed.maxSize(), limits.maxSize());
        long most = limits.maxLifetime().toDays();
        if (changed.keepDays() != null && (changed.keepDays() < 1 || changed.keepDays() > most)) {
            throw InvalidRequestException.badField("keepDays", "must be 1 to " + most + ", or null for no end");
        }
        if (fields.expiresAt() != null) {
            limits.end(fields.expiresAt(), clock.instant());
        }
        return changed;
    }

    /** Ends a request at once: no file arrives any more, not even one that is being sent. */
    @PostMapping("/{id}/end")
    Map<String, View> end(@PathVariable String id, Principal user) {
        FileRequest request = own(id, user);
        requests.end(id, clock.instant());
        record(Action.REQUEST_ENDED, request);
        return Map.of("request", view(own(id, user)));
    }

    /** Deletes a request. The files that were received stay. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Principal user) {
        FileRequest request = own(id, user);
        requests.delete(id);
        record(Action.REQUEST_DELETED, request);
    }

    /** A request of somebody else is like none. */
    private FileRequest own(String id, Principal user) {
        return requests.find(id)
                .filter(request -> request.owner().equals(user.getName()))
                .orElseThrow(RequestApi::missing);
    }

    private static InvalidRequestException missing() {
        return new InvalidRequestException(HttpStatus.NOT_FOUND, "", "there is no such request");
    }

    private void record(Action action, FileRequest request) {
        audit.add(request.owner(), action, request.owner(), request.id(), request.title());
    }

    private View view(FileRequest request) {
        return new View(
                request.id(),
                address + "/r/" + request.id(),
                request.title(),
                request.note(),
                request.state(clock.instant()),
                request.maxSize(),
                request.maxFiles(),
                request.received(),
                request.types(),
                request.keepDays(),
                request.createdAt(),
                request.expiresAt(),
                request.endedAt());
    }
}
