// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Leads a user to the file of a share of his own, whatever became of its share. This is no download of the share; the record names the user. */
@Controller
class OwnFile {

    private final ShareStore shares;
    private final Links links;
    private final AuditLog audit;

    OwnFile(ShareStore shares, Links links, AuditLog audit) {
        this.shares = shares;
        this.links = links;
        this.audit = audit;
    }

    @GetMapping({"/files/{id}", "/api/shares/{id}/file"})
    ResponseEntity<Void> fetch(@PathVariable String id, Principal user) {
        Share share = shares.find(id)
                .filter(own -> own.owner().equals(user.getName()) && own.uploadedAt() != null && own.files() == 1)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        try {
            URI link = links.download(shares.files(id).get(0));
            audit.add(user.getName(), AuditLog.Action.DOWNLOADED, share);
            return ResponseEntity.status(HttpStatus.SEE_OTHER).location(link).build();
        } catch (RouteFailedException e) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage(), e);
        }
    }
}
