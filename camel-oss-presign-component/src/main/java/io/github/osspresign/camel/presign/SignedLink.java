package io.github.osspresign.camel.presign;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;

/**
 * A link that was made.
 *
 * @param request what was asked for
 * @param url what came of it
 * @param lifetime how long it works, and why no longer
 */
record SignedLink(PresignRequest request, PresignedUrl url, Lifetime lifetime) {

    PresignedLink link() {
        return new PresignedLink(
                url.url(),
                url.method().name(),
                url.requiredHeaders(),
                url.expiresAt(),
                request.bucket(),
                request.key(),
                request.query().get("versionId"),
                null,
                null,
                null,
                null);
    }

    boolean isBrowserUsable() {
        return BrowserUse.works(request, url);
    }
}
