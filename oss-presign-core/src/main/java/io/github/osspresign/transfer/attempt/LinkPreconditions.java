package io.github.osspresign.transfer.attempt;

import io.github.osspresign.error.HostNotAllowedException;
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
     * @param fresh whether the link replaces an expired one, for messages
     * @param method the HTTP method that the link must be signed for
     * @throws OssPresignException if the link must not be sent
     */
    static LinkAddress check(
            PresignedLink link, boolean fresh, String method, HostPolicy policy, Instant now, ExceptionFactory failures)
            throws OssPresignException {
        LinkAddress address = address(link, fresh, policy);
        if (!link.method().equals(method)) {
            throw failures.failed("method of the " + (fresh ? "fresh " : "") + "link: must be " + method + ", was '"
                    + failures.clean(link.method()) + "'");
        }
        Instant expiresAt = link.expiresAt();
        if (expiresAt != null && now.isAfter(expiresAt)) {
            LinkExpiredException expired = new LinkExpiredException(expiresAt, now, failures.context());
            throw fresh ? expired.ofFreshLink() : expired;
        }
        return address;
    }

    private static LinkAddress address(PresignedLink link, boolean fresh, HostPolicy policy)
            throws HostNotAllowedException {
        try {
            return policy.check(link.url());
        } catch (HostNotAllowedException e) {
            throw fresh ? e.ofFreshLink() : e;
        }
    }
}
