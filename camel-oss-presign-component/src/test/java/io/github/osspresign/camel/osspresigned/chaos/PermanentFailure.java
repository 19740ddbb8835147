// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.chaos;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.error.TruncatedBodyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reason why a link can never be downloaded, with the expected exception. */
enum PermanentFailure {
    MISSING(ObjectNotFoundException.class),
    EXPIRED(LinkExpiredException.class),
    TAMPERED(LinkRejectedException.class),
    FOREIGN_HOST(HostNotAllowedException.class),
    TOO_LARGE(SizeLimitExceededException.class),
    ANOTHER_OBJECT(ObjectChangedException.class),
    WRONG_CHECKSUM(ChecksumMismatchException.class),
    CUT(TruncatedBodyException.class),
    THROTTLED(ThrottledException.class),
    REDIRECTED(DownloadFailedException.class);

    private final Class<? extends OssPresignException> failure;

    PermanentFailure(Class<? extends OssPresignException> failure) {
        this.failure = failure;
    }

    Class<? extends OssPresignException> failure() {
        return failure;
    }

    /** Returns the fault of each request for the object, or {@code null} if the link itself is invalid. */
    @Nullable Fault fault() {
        return switch (this) {
            case WRONG_CHECKSUM -> new Fault.WrongCrc64();
            case CUT -> new Fault.CutBodyAfter(100);
            case THROTTLED -> new Fault.StatusError(503, "SlowDown", "no", Map.of("Retry-After", "3600"));
            case REDIRECTED -> new Fault.Redirect("http://127.0.0.1:1/");
            default -> null;
        };
    }
}
