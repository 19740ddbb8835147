// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.PortalProperties;
import java.security.Principal;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Page of the owner of shares, whose scripts call the API. */
@Controller
class ManagePage {

    private final PortalProperties properties;
    private final Limits limits;

    ManagePage(PortalProperties properties, Limits limits) {
        this.properties = properties;
        this.limits = limits;
    }

    @GetMapping("/")
    String manage(Principal user, Model model) {
        model.addAttribute("user", user.getName());
        return "manage";
    }

    @GetMapping("/login")
    String login(@RequestParam(defaultValue = "") String next, Model model) {
        model.addAttribute("next", next);
        return "login";
    }

    record Settings(
            String user, long maxSize, int maxFiles, Duration defaultLifetime, Duration maxLifetime, boolean mail) {}

    @GetMapping("/api/settings")
    @ResponseBody
    Settings settings(Principal user) {
        return new Settings(
                user.getName(),
                limits.maxSize(),
                NewShare.MAX_FILES,
                limits.defaultLifetime(),
                limits.maxLifetime(),
                properties.smtp() != null);
    }
}
