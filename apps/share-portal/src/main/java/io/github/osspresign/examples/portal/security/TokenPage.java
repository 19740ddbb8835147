// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.manage.TextRules;
import io.github.osspresign.examples.portal.share.RandomToken;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Page on which a user creates and revokes tokens. It needs a session, so that a leaked token cannot create another one, which
 * would outlive its revocation.
 */
@Controller
@RequestMapping("/tokens")
class TokenPage {

    private static final List<Integer> DAYS = List.of(7, 30, 90, 365);
    private static final int MAX_TOKENS = 20;
    private static final int MAX_NAME = 100;

    private final ApiTokens tokens;
    private final AuditLog audit;

    TokenPage(ApiTokens tokens, AuditLog audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    @GetMapping
    String show(Principal user, Model model) {
        model.addAttribute("user", user.getName());
        model.addAttribute("days", DAYS);
        model.addAttribute("tokens", tokens.of(user.getName()));
        return "tokens";
    }

    /** Shows the secret in the response, because it is stored nowhere. */
    @PostMapping
    String create(@RequestParam String name, @RequestParam int days, Principal user, Model model) {
        String line = name.strip();
        if (line.length() > MAX_NAME || !line.matches(TextRules.LINE) || !DAYS.contains(days)) {
            model.addAttribute("problem", "wrong");
        } else if (tokens.of(user.getName()).size() >= MAX_TOKENS) {
            model.addAttribute("problem", "full");
        } else {
            String id = RandomToken.next();
            model.addAttribute("secret", tokens.add(id, user.getName(), line, days));
            record(AuditLog.Action.TOKEN_CREATED, user, id, line);
        }
        return show(user, model);
    }

    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable String id, Principal user) {
        tokens.revoke(user.getName(), id).ifPresent(name -> record(AuditLog.Action.TOKEN_REVOKED, user, id, name));
        return "redirect:/tokens";
    }

    private void record(AuditLog.Action action, Principal user, String id, String name) {
        audit.add(user.getName(), action, user.getName(), id, name);
    }
}
