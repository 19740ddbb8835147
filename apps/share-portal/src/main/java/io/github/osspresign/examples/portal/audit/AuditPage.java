// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.audit;

import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The record for the owner of the shares, as a page without scripts except for the zone of the reader, and as JSON. */
@Controller
class AuditPage {

    private static final int ENTRIES = 200;

    private final AuditLog log;
    private final MessageSource texts;

    AuditPage(AuditLog log, MessageSource texts) {
        this.log = log;
        this.texts = texts;
    }

    /** @param text what an entry must contain, as the reader sees it */
    @GetMapping("/audit")
    String show(@RequestParam(defaultValue = "") String text, Principal user, Locale locale, Model model) {
        // PostgreSQL refuses NUL.
        String wanted = text.replace("\0", "").strip();
        List<AuditLog.Entry> entries = log.find(user.getName(), wanted, called(wanted, locale), ENTRIES);
        model.addAttribute("user", user.getName());
        model.addAttribute("text", wanted);
        model.addAttribute("entries", entries);
        model.addAttribute("limit", entries.size() == ENTRIES ? ENTRIES : 0);
        return "audit";
    }

    @GetMapping("/api/audit")
    @ResponseBody
    Map<String, List<AuditLog.Entry>> entries(Principal user) {
        return Map.of("entries", log.find(user.getName(), "", Set.of(), 500));
    }

    /** Returns the actions whose name in the language of the page contains a text. */
    private Set<AuditLog.Action> called(String text, Locale locale) {
        Set<AuditLog.Action> actions = EnumSet.allOf(AuditLog.Action.class);
        actions.removeIf(action -> !texts.getMessage("audit." + action, null, locale)
                .toLowerCase(locale)
                .contains(text.toLowerCase(locale)));
        return actions;
    }
}
