// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.examples.portal.link.FileNames;
import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.link.Zip;
import io.github.osspresign.examples.portal.page.PortalAddress;
import io.github.osspresign.examples.portal.receive.Downloads.Grant;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Files of a share: one of them, or all as a ZIP. The download has been counted, which the grant proves. */
@Controller
@RequestMapping(SharePage.PATH)
class SharedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SharedFiles.class);

    private final ShareStore shares;
    private final Downloads downloads;
    private final Links links;
    private final Attempts attempts;
    private final ZipPlaces places;
    private final PortalAddress address;

    SharedFiles(
            ShareStore shares,
            Downloads downloads,
            Links links,
            Attempts attempts,
            ZipPlaces places,
            PortalAddress address) {
        this.shares = shares;
        this.downloads = downloads;
        this.links = links;
        this.attempts = attempts;
        this.places = places;
        this.address = address;
    }

    /** @param file {@code null} for the only file of a share */
    @GetMapping({"/file", "/files/{file:[\\w-]{1,64}}"})
    ResponseEntity<Void> file(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String file,
            @RequestParam(name = "by", defaultValue = "") String program,
            @CookieValue(name = SharePage.GRANT, required = false) @Nullable String grant) {
        Optional<ShareFile> chosen = granted(id, grant).flatMap(share -> shares.file(share, file));
        if (chosen.isEmpty() && !program.isEmpty()) {
            // It would take the page for the file.
            return ResponseEntity.status(HttpStatus.GONE).build();
        }
        chosen.ifPresent(object -> links.check(List.of(object)));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(chosen.map(links::download).orElse(page(id)))
                .build();
    }

    /** Lists the files for curl, which resumes after a break, with the grant of the page. */
    @GetMapping("/files.curl")
    ResponseEntity<String> curl(
            @PathVariable String id, @CookieValue(name = SharePage.GRANT, required = false) @Nullable String grant) {
        if (granted(id, grant).isEmpty()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(page(id))
                    .build();
        }
        FileNames names = new FileNames();
        String files = shares.files(id).stream()
                .map(file -> """
                        url = "%s/s/%s/files/%s?by=curl"
                        output = "%s"
                        header = "Cookie: grant=%s"
                        location
                        fail
                        continue-at = -
                        retry = 10
                        """.formatted(address, id, file.id(), names.unique(file.name()), grant))
                .collect(Collectors.joining("next\n"));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"files.curl\"")
                .body("# curl --config files.curl\n" + files);
    }

    private static URI page(String id) {
        return URI.create("/s/" + id);
    }

    /** Sends the ZIP while the objects are read. What fails breaks the response off: a ZIP that ends properly has all files. */
    @GetMapping("/all.zip")
    ResponseEntity<StreamingResponseBody> zip(
            @PathVariable String id,
            @CookieValue(name = SharePage.GRANT, required = false) @Nullable String grant,
            HttpServletRequest request) {
        Share share = granted(id, grant).orElse(null);
        if (share == null) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(page(id))
                    .build();
        }
        List<ShareFile> files = shares.files(id);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .contentType(MediaType.valueOf("application/zip"))
                .headers(headers -> headers.setContentDisposition(ContentDisposition.attachment()
                        .filename(share.name() + ".zip", UTF_8)
                        .build()));
        if (request.getMethod().equals("HEAD")) {
            return response.build();
        }
        String network = attempts.network(request.getRemoteAddr());
        return response.body(sent -> places.use(id, network, sent, out -> {
            Zip zip = new Zip(out, share.createdAt());
            try {
                links.zip(files, zip, () -> granted(id, grant).isPresent());
            } catch (RouteFailedException e) {
                LOG.warn(
                        "a share of {}: its ZIP is broken off: {}",
                        share.owner(),
                        NestedExceptionUtils.getMostSpecificCause(e).getMessage());
                // The web server then closes the connection. With its cause, Spring can take it for a connection that
                // the recipient has closed, and ends the response properly.
                throw new CloseNowException("the ZIP is not complete");
            }
            zip.finish();
        }));
    }

    private Optional<Share> granted(String id, @Nullable String grant) {
        return shares.find(id).filter(share -> downloads.grant(share, grant) == Grant.OPEN);
    }

    /** As many ZIPs are sent as there are threads, so that slow recipients do not use the portal up. */
    @ExceptionHandler(TaskRejectedException.class)
    @ResponseStatus(code = HttpStatus.SERVICE_UNAVAILABLE, reason = "try again")
    void unavailable() {
        places.refuse();
    }
}
