// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Page of a share. Only the button (POST) uses something up, because scanners of mails and previews of messengers open
 * addresses with GET.
 */
@Controller
@RequestMapping("/s/{id}")
class SharePage {

    private static final String GRANT = "grant";

    private final ShareStore shares;
    private final Downloads downloads;
    private final PortalProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    SharePage(ShareStore shares, Downloads downloads, PortalProperties properties, Clock clock, MeterRegistry meters) {
        this.shares = shares;
        this.downloads = downloads;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    @GetMapping
    String show(
            @PathVariable String id,
            @CookieValue(name = GRANT, required = false) @Nullable String grant,
            Model model,
            HttpServletResponse response) {
        return page(id, grant, null, model, response);
    }

    @PostMapping
    @Nullable String download(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String password,
            @RequestParam(defaultValue = "") String file,
            @CookieValue(name = GRANT, required = false) @Nullable String grant,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Share share = uploaded(id);
        if (share == null) {
            return page(id, grant, null, model, response);
        }
        Click click = downloads.click(share, password, grant, request.getRemoteAddr());
        String outcome = click instanceof Click.Refused refused ? refused.name() : "STARTED";
        meters.counter("portal.clicks", "outcome", outcome.toLowerCase(Locale.ROOT))
                .increment();
        if (click instanceof Click.Refused refusal) {
            // The share may have changed since it was read.
            return page(id, grant, refusal, model, response);
        }
        Click.Started started = (Click.Started) click;
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(id, started.grant(), request.isSecure()));
        response.setHeader(HttpHeaders.LOCATION, location(share, started, file));
        response.setStatus(HttpStatus.SEE_OTHER.value());
        return null;
    }

    /** A share of several files leads to the one that was chosen, to all, or back to the list. */
    private static String location(Share share, Click.Started started, String file) {
        if (share.files() == 1) {
            return started.link().toString();
        }
        String page = "/s/" + share.id();
        if (file.equals("all")) {
            return page + "/all.zip";
        }
        return file.matches("[\\w-]+") ? page + "/files/" + file : page;
    }

    private String page(
            String id,
            @Nullable String grant,
            Click.@Nullable Refused refusal,
            Model model,
            HttpServletResponse response) {
        Share share = uploaded(id);
        if (share == null) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("state", "MISSING");
            return "share";
        }
        Share.State state = share.state(clock.instant());
        response.setStatus(status(state, refusal).value());
        model.addAttribute("state", state.name());
        model.addAttribute("refusal", refusal == null ? "" : refusal.name());
        model.addAttribute("share", share);
        boolean continuable = downloads.mayContinue(share, grant);
        model.addAttribute("continuable", continuable);
        boolean isList = share.files() > 1 && (continuable || (state == Share.State.OPEN && !share.needsPassword()));
        model.addAttribute("files", isList ? shares.files(id) : List.of());
        return "share";
    }

    /** A share whose object is not there yet is like none. */
    private @Nullable Share uploaded(String id) {
        return shares.find(id).filter(share -> share.uploadedAt() != null).orElse(null);
    }

    private static HttpStatus status(Share.State state, Click.@Nullable Refused refusal) {
        if (state != Share.State.OPEN) {
            return HttpStatus.GONE;
        }
        if (refusal == null) {
            return HttpStatus.OK;
        }
        return switch (refusal) {
            case NOT_OPEN -> HttpStatus.GONE;
            case WRONG_PASSWORD -> HttpStatus.FORBIDDEN;
            case TOO_MANY_ATTEMPTS -> HttpStatus.TOO_MANY_REQUESTS;
            case BUCKET_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** The path keeps the grants of several shares apart. */
    private String cookie(String id, String grant, boolean secure) {
        return ResponseCookie.from(GRANT, grant)
                .path("/s/" + id)
                .maxAge(properties.continuation())
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .build()
                .toString();
    }
}
