// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.time.Deadline;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accepts responses that hold the object, and maps all others to exceptions.
 *
 * @param link link of the request
 * @param deadline deadline of the transfer, whose clock decides which date has passed
 */
public record ResponseCheck(UsableLink link, Deadline deadline) {

    /** "Request has expired" of V1 and of V4. */
    private static final Set<String> EXPIRED = Set.of("0002-00000069", "0002-00000236");

    private static final String OVERWRITE_FORBIDDEN = "0026-00000201";

    /** Codes for an existing object: overwriting is forbidden, or a retention policy of the bucket protects the object. */
    private static final Set<String> NOT_OVERWRITTEN = Set.of("FileAlreadyExists", "FileImmutable");

    /**
     * Accepts a response of the given status.
     *
     * @throws OssPresignException of the kind that tells what the response says instead
     */
    public void requireStatus(int status, Response response) throws OssPresignException {
        if (response.status() != status) {
            throw refusal(response);
        }
    }

    /** Accepts a response that confirms an upload by PutObject, UploadPart or CompleteMultipartUpload. */
    public void requireStored(Response response) throws OssPresignException {
        if (response.status() == 203) {
            throw failures(response).failed("object is stored, but its callback failed");
        }
        requireStatus(200, response);
    }

    /** Returns whether the service refused an upload because the object exists and must not be overwritten. */
    public static boolean isOverwriteForbidden(OssPresignException refusal) {
        return isOverwriteForbidden(refusal.status(), refusal.ossCode(), refusal.ec());
    }

    /** Returns whether the service has responded that the multipart upload was completed or aborted. */
    public static boolean isUploadEnded(OssPresignException refusal) {
        return refusal.status() == 404 && "NoSuchUpload".equals(refusal.ossCode());
    }

    private static boolean isOverwriteForbidden(int status, @Nullable String code, @Nullable String ec) {
        return status == 409 && ((code != null && NOT_OVERWRITTEN.contains(code)) || OVERWRITE_FORBIDDEN.equals(ec));
    }

    /** Returns a factory for failures that the error document of the response explains. */
    public ExceptionFactory failures(Response response) {
        return link.failures()
                .after(response.status(), OssErrorParser.read(response).error());
    }

    private OssPresignException refusal(Response response) {
        OssErrorParser.ErrorResponse document = OssErrorParser.read(response);
        ExceptionFactory after = link.failures().after(response.status(), document.error());
        OssPresignException refusal = refusal(response, after);
        IOException cut = document.cut();
        // Only their error document distinguishes an expired link, a throttled request and a rejected link.
        boolean undecided = refusal instanceof LinkRejectedException
                || (refusal instanceof TransferFailedException && refusal.status() / 100 == 4);
        if (cut == null || !undecided) {
            return refusal;
        }
        return after.errorDocument(cut);
    }

    private OssPresignException refusal(Response response, ExceptionFactory failures) {
        Instant now = deadline.scheduling().time().instant();
        FailureContext context = failures.context();
        int status = context.status();
        OssError error = context.ossError();
        if (isThrottled(status, error)) {
            // A date is one of the clock of the service.
            Instant sentAt = Objects.requireNonNullElse(HttpDate.of(response), now);
            return new ThrottledException(RetryAfter.parse(response.header("Retry-After"), sentAt), context);
        }
        if (status == 400 && "RequestTimeout".equals(error.code())) {
            return failures.failed("body of the upload arrived too slowly for the service", true, null);
        }
        return switch (status) {
            case 400, 401 -> new LinkRejectedException(context);
            case 403 ->
                isExpired(error)
                        ? new LinkExpiredException(expiredAt(now), now, context)
                        : new LinkRejectedException(context);
            case 404 -> new ObjectNotFoundException(context);
            case 412 -> new ObjectChangedException("state", "that of the condition", "another one", context);
            default -> unexpected(status, error, failures);
        };
    }

    private static boolean isThrottled(int status, OssError error) {
        String code = error.code() == null ? "" : error.code();
        return status == 429 || status == 503 || code.endsWith("LimitExceeded") || code.equals("ServiceUnavailable");
    }

    private static boolean isExpired(OssError error) {
        boolean coded = error.ec() != null && EXPIRED.contains(error.ec());
        String message = error.message() == null ? "" : error.message();
        boolean worded = message.contains("Request has expired") || message.contains("req auth: expired");
        return coded || worded || "SecurityTokenExpired".equals(error.code());
    }

    /** Returns the expiry of the link if that explains the error; a token or key may have ended earlier. */
    private @Nullable Instant expiredAt(Instant now) {
        Instant expiresAt = link.link().expiresAt();
        return expiresAt != null && now.isAfter(expiresAt) ? expiresAt : null;
    }

    private static TransferFailedException unexpected(int status, OssError error, ExceptionFactory failures) {
        String problem = status < 400 ? "service responded unexpectedly" : "service responded with an error";
        if (status >= 300 && status < 400) {
            // The target is omitted: it may be a signed URL, too.
            problem = "service responded with a redirect that is not followed";
        } else if (status == 206) {
            problem = "service responded with a part of the object, although the whole was requested";
        } else if (isOverwriteForbidden(status, error.code(), error.ec())) {
            problem = "object exists already, and the request or the bucket forbids overwriting";
        } else if (error.message() != null) {
            problem += ": '" + error.message() + "'";
        }
        boolean retryable = status >= 500 || status == 408;
        return failures.failed(problem, retryable, null);
    }
}
