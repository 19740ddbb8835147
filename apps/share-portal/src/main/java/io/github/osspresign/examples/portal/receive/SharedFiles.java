// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.examples.portal.link.Links;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.link.Zip;
import io.github.osspresign.examples.portal.receive.Downloads.Grant;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Files of a share: one of them, or all as a ZIP. The download has been counted, which the grant proves. */
@Controller
@RequestMapping(SharePage.PATH)
class SharedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SharedFiles.class);

    /** How many ZIPs of one share are sent at a time, so that its recipients leave threads for others. */
    private static final int MOST_OF_A_SHARE = 10;

    private final ShareStore shares;
    private final Downloads downloads;
    private final Links links;
    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    SharedFiles(ShareStore shares, Downloads downloads, Links links) {
        this.shares = shares;
        this.downloads = downloads;
        this.links = links;
    }

    /** @param file {@code null} for the only file of a share */
    @GetMapping({"/file", "/files/{file:[\\w-]{1,64}}"})
    ResponseEntity<Void> file(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String file,
            @CookieValue(name = SharePage.GRANT, required = false) @Nullable String grant) {
        Optional<ShareFile> chosen = granted(id, grant).flatMap(share -> shares.file(share, file));
        chosen.ifPresent(object -> links.check(List.of(object)));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(chosen.map(links::download).orElse(page(id)))
                .build();
    }

    private static URI page(String id) {
        return URI.create("/s/" + id);
    }

    /** Sends the ZIP while the objects are read. What fails breaks the response off: a ZIP that ends properly has all files. */
    @GetMapping("/all.zip")
    ResponseEntity<StreamingResponseBody> zip(
            @PathVariable String id,
            @CookieValue(name = SharePage.GRANT, required = false) @Nullable String grant,
            HttpMethod method) {
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
        if (method.equals(HttpMethod.HEAD)) {
            return response.build();
        }
        return response.body(out -> {
            Zip zip = new Zip(out, share.createdAt());
            try {
                if (running.merge(id, 1, Integer::sum) > MOST_OF_A_SHARE) {
                    throw new TaskRejectedException("too many ZIPs of a share at a time");
                }
                links.zip(files, zip);
            } catch (RouteFailedException e) {
                LOG.warn(
                        "a share of {}: its ZIP is broken off: {}",
                        share.owner(),
                        NestedExceptionUtils.getMostSpecificCause(e).getMessage());
                // The web server then closes the connection. With its cause, Spring can take it for a connection that
                // the recipient has closed, and ends the response properly.
                throw new CloseNowException("the ZIP is not complete");
            } finally {
                running.computeIfPresent(id, (of, count) -> count == 1 ? null : count - 1);
            }
            zip.finish();
        });
    }

    private Optional<Share> granted(String id, @Nullable String grant) {
        return shares.find(id).filter(share -> downloads.grant(share, grant) == Grant.OPEN);
    }

    /** As many ZIPs are sent as there are threads, so that slow recipients do not use the portal up. */
    @ExceptionHandler(TaskRejectedException.class)
    @ResponseStatus(code = HttpStatus.SERVICE_UNAVAILABLE, reason = "try again")
    void unavailable() {}
}
