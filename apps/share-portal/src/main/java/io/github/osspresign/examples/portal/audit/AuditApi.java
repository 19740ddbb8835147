// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.audit;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The record as JSON. A user sees what concerns his own shares. */
@RestController
class AuditApi {

    private static final int ENTRIES = 500;

    private final AuditLog log;

    AuditApi(AuditLog log) {
        this.log = log;
    }

    @GetMapping("/api/audit")
    Map<String, List<AuditLog.Entry>> entries(Principal user) {
        return Map.of("entries", log.newest(user.getName(), ENTRIES));
    }
}
