package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.devserver.Fault;
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

/** Why a link can never bring its object, and the exception that says so. */
enum Doom {
    MISSING(ObjectNotFoundException.class, null),
    EXPIRED(LinkExpiredException.class, null),
    TAMPERED(LinkRejectedException.class, null),
    FOREIGN_HOST(HostNotAllowedException.class, null),
    TOO_LARGE(SizeLimitExceededException.class, null),
    ANOTHER_OBJECT(ObjectChangedException.class, null),
    WRONG_CHECKSUM(ChecksumMismatchException.class, new Fault.WrongCrc64()),
    CUT(TruncatedBodyException.class, new Fault.CutBodyAfter(100)),
    THROTTLED(ThrottledException.class, new Fault.StatusError(503, "SlowDown", "no", Map.of("Retry-After", "3600"))),
    REDIRECTED(DownloadFailedException.class, new Fault.Redirect("http://127.0.0.1:1/"));

    private final Class<? extends OssPresignException> failure;
    private final @Nullable Fault fault;

    Doom(Class<? extends OssPresignException> failure, @Nullable Fault fault) {
        this.failure = failure;
        this.fault = fault;
    }

    Class<? extends OssPresignException> failure() {
        return failure;
    }

    /** What strikes each request for the object, {@code null} where the link itself is wrong. */
    @Nullable Fault fault() {
        return fault;
    }
}
