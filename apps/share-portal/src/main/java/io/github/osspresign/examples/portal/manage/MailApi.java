// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.link.Mails;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Mails the address of an open share. */
@RestController
class MailApi {

    private final ShareStore shares;
    private final Mails mails;
    private final AuditLog audit;
    private final Limits limits;

    MailApi(ShareStore shares, Mails mails, AuditLog audit, Limits limits) {
        this.shares = shares;
        this.mails = mails;
        this.audit = audit;
        this.limits = limits;
    }

    /** A mail with the address of a share. A quoted local part could have line breaks. */
    record Mail(
            @NotEmpty(message = ADDRESS) @Size(max = 254, message = ADDRESS) @Email(regexp = "[^\\p{Cc}\\s\"]*", message = ADDRESS) String to,

            @NotNull(message = LANGUAGE) @Pattern(regexp = "en|zh", message = LANGUAGE) String language) {

        private static final String ADDRESS = "must be one address such as bob@example.com";
        private static final String LANGUAGE = "must be en or zh";
    }

    @PostMapping("/api/shares/{id}/mail")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void send(@PathVariable String id, @Valid @RequestBody Mail mail, Principal user) {
        Share share = shares.find(id, user.getName()).orElseThrow(ShareApi::missing);
        if (share.state() != Share.State.OPEN) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "only an open share can be mailed");
        }
        audit.within(
                limits.mailsPerHour(),
                "mails can be sent",
                AuditLog.Action.MAILED,
                share.owner(),
                id,
                share.name(),
                () -> {
                    mails.offer(share, mail.to(), mail.language());
                    return share;
                });
    }
}
