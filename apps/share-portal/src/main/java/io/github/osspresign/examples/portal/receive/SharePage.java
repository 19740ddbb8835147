// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.receive.Downloads.Grant;
import io.github.osspresign.examples.portal.receive.Downloads.Refusal;
import io.github.osspresign.examples.portal.share.KnownBrowsers;
import io.github.osspresign.examples.portal.share.RandomToken;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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

    private static final Logger LOG = LoggerFactory.getLogger(SharePage.class);

    private static final String BEGIN = "begin";

    /** Cookie of a browser in which the password was right before. */
    private static final String KNOWN = "known";

    private final ShareStore shares;
    private final Downloads downloads;
    private final Links links;
    private final PortalProperties properties;
    private final MeterRegistry meters;

    SharePage(ShareStore shares, Downloads downloads, Links links, PortalProperties properties, MeterRegistry meters) {
        this.shares = shares;
        this.downloads = downloads;
        this.links = links;
        this.properties = properties;
        this.meters = meters;
    }

    @GetMapping
    String show(
            @PathVariable String id,
            @CookieValue(name = GRANT, required = false) @Nullable String grant,
            @CookieValue(name = BEGIN, required = false) @Nullable String begin,
            Model model,
            HttpServletResponse response) {
        String view = page(id, RandomToken.orNext(grant), null, model, response);
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
        return view;
    }

    /**
     * Begins a download, or continues one that was counted before. The bucket is asked first, so that one that does not respond
     * uses nothing up.
     *
     * @param file id of the chosen file of several, {@code all}, {@code list} or nothing
     * @param page token of the page, for clients without cookies: they are led to the object at once
     */
    @PostMapping
    @Nullable String download(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String password,
            @RequestParam(defaultValue = "") String file,
            @RequestParam(name = "token", required = false) @Nullable String page,
            @CookieValue(name = GRANT, required = false) @Nullable String grant,
            @CookieValue(name = KNOWN, required = false) @Nullable String known,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Share share = uploaded(id);
        String token = RandomToken.orNext(grant == null ? page : grant);
        if (share == null) {
            return page(id, token, null, model, response);
        }
        if (share.files() > 1 && grant == null && share.state() == Share.State.OPEN) {
            // What follows the click would not know that it was counted.
            return page(id, token, Refusal.NO_COOKIES, model, response);
        }
        List<ShareFile> files = shares.files(id);
        Refusal refusal = click(share, files, password, token, known, request.getRemoteAddr());
        meters.counter(
                        "portal.clicks",
                        "outcome",
                        refusal == null ? "started" : refusal.name().toLowerCase(Locale.ROOT))
                .increment();
        if (refusal != null) {
            // The share may have changed since it was read.
            return page(id, token, refusal, model, response);
        }
        cookie(response, id, GRANT, token, properties.continuation());
        if (share.passwordHash() != null) {
            cookie(response, id, KNOWN, new KnownBrowsers(share.passwordHash()).cookie(id), Duration.ofDays(365));
        }
        if (grant == null && share.files() == 1) {
            return redirect(response, links.download(files.get(0)).toString());
        }
        if (target(share, file) != null) {
            cookie(response, id, BEGIN, share.files() == 1 ? "1" : file, properties.linkLifetime());
        }
        return redirect(response, "/s/" + id);
    }

    private @Nullable Refusal click(
            Share share,
            List<ShareFile> files,
            @Nullable String password,
            String token,
            @Nullable String known,
            String address) {
        Grant grant = downloads.grant(share, token);
        Refusal refusal = downloads.check(share, grant, password, known, address);
        if (refusal != null) {
            return refusal;
        }
        try {
            // What continues uses nothing up, and the chosen one of several files is looked for when it is fetched.
            if (share.files() == 1 || grant != Grant.OPEN) {
                links.check(files);
            }
        } catch (RouteFailedException e) {
            LOG.warn("a share of {}: an object cannot be offered: {}", share.owner(), e.getMessage());
            return Refusal.BUCKET_UNAVAILABLE;
        }
        return downloads.count(share, token, address) ? null : Refusal.NOT_OPEN;
    }

    private static @Nullable String redirect(HttpServletResponse response, String location) {
        response.setHeader(HttpHeaders.LOCATION, location);
        response.setStatus(HttpStatus.SEE_OTHER.value());
        return null;
    }

    /** Returns what is downloaded, below the address of the page: of several files the chosen one, all or their list, else nothing. */
    private static @Nullable String target(Share share, String file) {
        if (share.files() == 1) {
            return "file";
        }
        if (file.equals("all")) {
            return "all.zip";
        }
        if (file.equals("list")) {
            return "files.curl";
        }
        return file.matches("[\\w-]{1,64}") ? "files/" + file : null;
    }

    private String page(String id, String token, @Nullable Refusal refusal, Model model, HttpServletResponse response) {
        Share share = uploaded(id);
        if (share == null) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("state", "MISSING");
            return "share";
        }
        boolean isOpen = share.state() == Share.State.OPEN;
        Grant grant = downloads.grant(share, token);
        if (isOpen || grant != Grant.NONE) {
            // So that a page whose response was lost and that is opened again has the same token.
            cookie(response, id, GRANT, token, properties.continuation());
        }
        HttpStatus status = isOpen ? HttpStatus.OK : HttpStatus.GONE;
        response.setStatus((refusal == null ? status : refusal.status).value());
        model.addAttribute("state", share.state().name());
        model.addAttribute("refusal", refusal == null ? "" : refusal.name());
        model.addAttribute("share", share);
        model.addAttribute("token", token);
        model.addAttribute("grant", grant);
        boolean asked = share.hasPassword() && grant != Grant.OPEN;
        model.addAttribute("asked", asked);
        boolean listed = share.files() > 1 && !asked && (isOpen || grant == Grant.OPEN);
        model.addAttribute("files", listed ? shares.files(id) : List.of());
        return "share";
    }

    /** A share whose object is not there yet is like none. */
    private @Nullable Share uploaded(String id) {
        return shares.find(id).filter(share -> share.uploadedAt() != null).orElse(null);
    }

    /** The path keeps the tokens of several shares apart. */
    private void cookie(HttpServletResponse response, String id, String name, String value, Duration age) {
        response.addHeader(HttpHeaders.SET_COOKIE, properties.cookie(name, value, "/s/" + id, age));
    }
}
