// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.DownloadGrants.Grant;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
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
 * addresses with GET. It leads back to the page, which then begins the download.
 */
@Controller
@RequestMapping(SharePage.PATH)
class SharePage {

    /** Anything else is no id, and would fail in the address or the cookie of the response. */
    static final String PATH = "/s/{id:[\\w-]{1,64}}";

    /** Cookie with the token of a page, which is the grant of its download. */
    static final String GRANT = "grant";

    private static final String BEGIN = "begin";

    private final ShareStore shares;
    private final Downloads downloads;
    private final RandomToken tokens;
    private final PortalProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    SharePage(
            ShareStore shares,
            Downloads downloads,
            RandomToken tokens,
            PortalProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.shares = shares;
        this.downloads = downloads;
        this.tokens = tokens;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    @GetMapping
    String show(
            @PathVariable String id,
            @CookieValue(name = GRANT, required = false) @Nullable String grant,
            @CookieValue(name = BEGIN, required = false) @Nullable String begin,
            Model model,
            HttpServletResponse response) {
        String state = page(id, tokens.orNext(grant), null, model, response);
        if (begin != null) {
            cookie(response, id, BEGIN, "", Duration.ZERO);
            String target = model.getAttribute("share") instanceof Share share ? target(share, begin) : null;
            if (target != null && model.getAttribute("grant") == Grant.OPEN) {
                // By the page and not by its form: loading it again does not download again.
                response.setHeader("Refresh", "0; url=/s/" + id + "/" + target);
                response.setStatus(HttpStatus.OK.value());
                model.addAttribute("begun", true);
            }
        }
        return state;
    }

    /** Leads to the object of a download that was counted. */
    @GetMapping("/file")
    @Nullable String file(
            @PathVariable String id,
            @CookieValue(name = GRANT, required = false) @Nullable String grant,
            Model model,
            HttpServletResponse response) {
        Share share = uploaded(id);
        String token = tokens.orNext(grant);
        Click click = share == null ? Click.Refused.NOT_OPEN : downloads.next(share, token);
        if (click instanceof Click.Started started) {
            return redirect(response, started.link().toString());
        }
        return click == Click.Refused.BUCKET_UNAVAILABLE
                ? page(id, token, Click.Refused.BUCKET_UNAVAILABLE, model, response)
                : redirect(response, "/s/" + id);
    }

    /** @param page token of the page, for clients without cookies: they are led to the object at once */
    @PostMapping
    @Nullable String download(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String password,
            @RequestParam(defaultValue = "") String file,
            @RequestParam(name = "token", required = false) @Nullable String page,
            @CookieValue(name = GRANT, required = false) @Nullable String grant,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Share share = uploaded(id);
        String token = tokens.orNext(grant == null ? page : grant);
        if (share == null) {
            return page(id, token, null, model, response);
        }
        if (share.files() > 1 && grant == null && share.state(clock.instant()) == Share.State.OPEN) {
            // What follows the click would not know that it was counted.
            return page(id, token, Click.Refused.NO_COOKIES, model, response);
        }
        Click click = downloads.click(share, password, token, request.getRemoteAddr());
        String outcome = click instanceof Click.Refused refused ? refused.name() : "STARTED";
        meters.counter("portal.clicks", "outcome", outcome.toLowerCase(Locale.ROOT))
                .increment();
        if (click instanceof Click.Refused refusal) {
            // The share may have changed since it was read.
            return page(id, token, refusal, model, response);
        }
        cookie(response, id, GRANT, token, properties.continuation());
        if (grant == null && share.files() == 1) {
            return redirect(response, ((Click.Started) click).link().toString());
        }
        if (target(share, file) != null) {
            cookie(response, id, BEGIN, share.files() == 1 ? "1" : file, properties.linkLifetime());
        }
        return redirect(response, "/s/" + id);
    }

    private static @Nullable String redirect(HttpServletResponse response, String location) {
        response.setHeader(HttpHeaders.LOCATION, location);
        response.setStatus(HttpStatus.SEE_OTHER.value());
        return null;
    }

    /** Returns what is downloaded, below the address of the page: of several files the chosen one or all, else nothing. */
    private static @Nullable String target(Share share, String file) {
        if (share.files() == 1) {
            return "file";
        }
        if (file.equals("all")) {
            return "all.zip";
        }
        return file.matches("[\\w-]{1,64}") ? "files/" + file : null;
    }

    private String page(
            String id, String token, Click.@Nullable Refused refusal, Model model, HttpServletResponse response) {
        Share share = uploaded(id);
        if (share == null) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("state", "MISSING");
            return "share";
        }
        Share.State state = share.state(clock.instant());
        Grant grant = downloads.grant(share, token);
        if (state == Share.State.OPEN || grant != Grant.NONE) {
            // So that a page whose response was lost and that is opened again has the same token.
            cookie(response, id, GRANT, token, properties.continuation());
        }
        response.setStatus(status(state, refusal).value());
        model.addAttribute("state", state.name());
        model.addAttribute("refusal", refusal == null ? "" : refusal.name());
        model.addAttribute("share", share);
        model.addAttribute("token", token);
        model.addAttribute("grant", grant);
        boolean asked = share.needsPassword() && grant != Grant.OPEN;
        model.addAttribute("asked", asked);
        boolean listed = share.files() > 1 && !asked && (state == Share.State.OPEN || grant == Grant.OPEN);
        model.addAttribute("files", listed ? shares.files(id) : List.of());
        return "share";
    }

    /** A share whose object is not there yet is like none. */
    private @Nullable Share uploaded(String id) {
        return shares.find(id).filter(share -> share.uploadedAt() != null).orElse(null);
    }

    private static HttpStatus status(Share.State state, Click.@Nullable Refused refusal) {
        if (refusal == null) {
            return state == Share.State.OPEN ? HttpStatus.OK : HttpStatus.GONE;
        }
        return switch (refusal) {
            case NO_COOKIES -> HttpStatus.BAD_REQUEST;
            case NOT_OPEN -> HttpStatus.GONE;
            case WRONG_PASSWORD -> HttpStatus.FORBIDDEN;
            case TOO_MANY_ATTEMPTS, TOO_MANY_CLICKS -> HttpStatus.TOO_MANY_REQUESTS;
            case BUCKET_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** The path keeps the tokens of several shares apart. */
    private void cookie(HttpServletResponse response, String id, String name, String value, Duration age) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path("/s/" + id)
                .maxAge(age)
                .httpOnly(true)
                .secure(properties.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
