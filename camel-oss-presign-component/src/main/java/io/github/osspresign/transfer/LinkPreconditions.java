package io.github.osspresign.transfer;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import java.time.Instant;

/** Checks a link before it is sent. */
final class LinkPreconditions {

    private LinkPreconditions() {}

    /**
     * Checks host, method and expiry of a link.
     *
     * @param method the HTTP method that the link must be signed for
     * @throws OssPresignException if the link must not be sent
     */
    static LinkAddress check(
            PresignedLink link, String method, HostPolicy policy, Instant now, ExceptionFactory failures)
            throws OssPresignException {
        LinkAddress address = policy.check(link.url());
        if (!link.method().equals(method)) {
            throw failures.failed(
                    "method of the link: must be " + method + ", was '" + failures.clean(link.method()) + "'");
        }
        Instant expiresAt = link.expiresAt();
        if (expiresAt != null && now.isAfter(expiresAt)) {
            throw new LinkExpiredException(expiresAt, now, failures.context());
        }
        return address;
    }
}
