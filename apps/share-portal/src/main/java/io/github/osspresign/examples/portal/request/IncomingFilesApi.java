// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.link.RouteFailedException;
import io.github.osspresign.examples.portal.link.Upload;
import io.github.osspresign.examples.portal.manage.InvalidRequestException;
import io.github.osspresign.examples.portal.manage.Limits;
import io.github.osspresign.examples.portal.manage.NewFile;
import io.github.osspresign.examples.portal.manage.SentFile;
import io.github.osspresign.examples.portal.share.Attempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API that the page of a request calls. The unguessable address is all that a sender needs. */
@RestController
@RequestMapping("/r/{request}/files")
class IncomingFilesApi {

    private static final Duration PERIOD = Duration.ofHours(1);

    private final FileRequestStore requests;
    private final IncomingFiles files;
    private final Attempts attempts;
    private final Limits limits;
    private final Clock clock;

    IncomingFilesApi(FileRequestStore requests, IncomingFiles files, Attempts attempts, Limits limits, Clock clock) {
        this.requests = requests;
        this.files = files;
        this.attempts = attempts;
        this.limits = limits;
        this.clock = clock;
    }

    /** A file as its sender sees it. */
    private record File(String id, String name, long size) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> open(
            @PathVariable("request") String id, @Valid @RequestBody NewFile file, HttpServletRequest sender) {
        FileRequest request = request(id);
        long size = Limits.size("size", file.size(), request.maxSize());
        IncomingFiles.Opened opened =
                limited(request, sender.getRemoteAddr(), () -> files.open(request, file.name(), size));
        return Map.of("share", new File(opened.id(), file.name(), size), "upload", opened.upload());
    }

    @PostMapping("/{file}/upload")
    Map<String, Upload> upload(@PathVariable("request") String id, @PathVariable String file) {
        return Map.of("upload", files.continued(request(id), file));
    }

    @PostMapping("/{file}/complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(
            @PathVariable("request") String id,
            @PathVariable String file,
            @Valid @RequestBody(required = false) @Nullable SentFile sent,
            HttpServletRequest sender) {
        files.complete(request(id), file, SentFile.crc64Of(sent), sender.getRemoteAddr());
    }

    @DeleteMapping("/{file}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable("request") String id, @PathVariable String file) {
        files.cancel(request(id), file);
    }

    /** A bucket that does not respond uses no attempt up: the page tries again until it does. */
    private <T> T limited(FileRequest request, String address, Supplier<T> work) {
        Attempts.Attempt attempt = attempts.begin(
                        "request " + request.id(), address, limits.receivedPerHour(), PERIOD, clock.instant())
                .orElseThrow(IncomingFilesApi::tooMany);
        try {
            return work.get();
        } catch (RouteFailedException e) {
            attempts.forget(attempt);
            throw e;
        }
    }

    private static InvalidRequestException tooMany() {
        return new InvalidRequestException(
                HttpStatus.TOO_MANY_REQUESTS, "", "too many files were sent through this request in an hour");
    }

    private FileRequest request(String id) {
        return requests.find(id)
                .orElseThrow(() -> new InvalidRequestException(HttpStatus.NOT_FOUND, "", "there is no such request"));
    }
}
