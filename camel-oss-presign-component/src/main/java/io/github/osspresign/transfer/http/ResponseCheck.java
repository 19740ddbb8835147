package io.github.osspresign.transfer.http;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets an answer that holds the object pass and turns every other into the exception that says what it is. */
public final class ResponseCheck {

    /** "Request has expired" of V1 and of V4. */
    private static final Set<String> EXPIRED = Set.of("0002-00000069", "0002-00000236");

    private ResponseCheck() {}

    /**
     * Accepts a response that holds the object, or a range of it.
     *
     * @param ranged whether a range was requested
     * @throws OssPresignException of the kind that tells what the response says instead
     */
    public static void requireObject(
            Response answer,
            boolean ranged,
            PresignedLink link,
            Instant now,
            Deadline deadline,
            ExceptionFactory failures)
            throws OssPresignException {
        if (answer.status() != 200 && !(ranged && answer.status() == 206)) {
            throw refusal(answer, link, now, deadline, failures);
        }
    }

    /** Lets only the answer pass that says a body has been stored, by PutObject or UploadPart. */
    public static void requireStored(
            Response answer, PresignedLink link, Instant now, Deadline deadline, ExceptionFactory failures)
            throws OssPresignException {
        if (answer.status() == 203) {
            FailureContext context = failures.context(203, OssErrorParser.parse(answer));
            throw failures.failed(
                    "answer to the link",
                    "HTTP 200",
                    "HTTP 203: the object is stored, but its callback failed",
                    context);
        }
        if (answer.status() != 200) {
            throw refusal(answer, link, now, deadline, failures);
        }
    }

    private static OssPresignException refusal(
            Response answer, PresignedLink link, Instant now, Deadline deadline, ExceptionFactory failures)
            throws OssPresignException {
        OssErrorParser.ErrorResponse response = OssErrorParser.read(answer);
        FailureContext context = failures.context(answer.status(), response.error());
        OssPresignException refusal = refusal(answer, context, link, now);
        IOException cut = response.cut();
        // An expired link and a throttled request differ from a rejected one only in their error document.
        boolean undecided = refusal instanceof LinkRejectedException || isOtherClientError(refusal);
        if (cut == null || !undecided) {
            return refusal;
        }
        deadline.check(context);
        return failures.errorDocument(cut, context);
    }

    private static boolean isOtherClientError(OssPresignException refusal) {
        int status = refusal.status();
        return refusal instanceof DownloadFailedException && status >= 400 && status < 500;
    }

    private static OssPresignException refusal(
            Response answer, FailureContext context, PresignedLink link, Instant now) {
        int status = context.status();
        OssError said = context.ossError();
        if (isThrottled(status, said)) {
            return new ThrottledException(RetryAfter.parse(answer.header("Retry-After"), now), context);
        }
        if (status == 400 && "RequestTimeout".equals(said.code())) {
            return new DownloadFailedException(
                    "body of the upload", "to arrive in time", "too slow for the service", true, context, null);
        }
        return switch (status) {
            case 400, 401 -> new LinkRejectedException(context);
            case 403 ->
                isExpired(said)
                        ? new LinkExpiredException(expiredAt(link, now), now, context)
                        : new LinkRejectedException(context);
            case 404 -> new ObjectNotFoundException(context);
            case 412 -> new ObjectChangedException("state", "that of the precondition", "another one", context);
            default -> unexpected(status, said, context);
        };
    }

    private static boolean isThrottled(int status, OssError said) {
        String code = said.code() == null ? "" : said.code();
        return status == 429 || status == 503 || code.endsWith("LimitExceeded") || code.equals("ServiceUnavailable");
    }

    private static boolean isExpired(OssError said) {
        boolean coded = said.ec() != null && EXPIRED.contains(said.ec());
        boolean worded = said.message() != null && said.message().contains("Request has expired");
        return coded || worded || "SecurityTokenExpired".equals(said.code());
    }

    /** The link's own date counts only where it agrees: a token or a key may have ended before it. */
    private static @Nullable Instant expiredAt(PresignedLink link, Instant now) {
        Instant expiresAt = link.expiresAt();
        return expiresAt != null && now.isAfter(expiresAt) ? expiresAt : null;
    }

    private static DownloadFailedException unexpected(int status, OssError said, FailureContext context) {
        String actual = "HTTP " + status;
        if (status >= 300 && status < 400) {
            // Where to is not said: the target may be a signed URL too.
            actual += ", which is not followed";
        } else if (said.message() != null) {
            actual += " '" + said.message() + "'";
        }
        boolean retryable = status >= 500 || status == 408;
        return new DownloadFailedException("answer to the link", "HTTP 200", actual, retryable, context, null);
    }
}
