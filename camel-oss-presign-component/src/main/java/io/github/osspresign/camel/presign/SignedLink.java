package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.presign.listing.ObjectFacts;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import org.jspecify.annotations.Nullable;

/**
 * A link that was made.
 *
 * @param request what was asked for
 * @param url what came of it
 * @param lifetime how long it works, and why no longer
 * @param facts what is known about the object
 * @param renewed the link that it takes the place of, {@code null} for none
 */
record SignedLink(
        PresignRequest request,
        PresignedUrl url,
        Lifetime lifetime,
        ObjectFacts facts,
        @Nullable PresignedLink renewed) {

    SignedLink(PresignRequest request, PresignedUrl url, Lifetime lifetime) {
        this(request, url, lifetime, ObjectFacts.NONE, null);
    }

    /** This link in place of one that was good. */
    SignedLink renewing(PresignedLink ended) {
        return new SignedLink(request, url, lifetime, facts, ended);
    }

    /** This link with what is known about its object. A processed object is another one than that which is stored. */
    SignedLink with(ObjectFacts known) {
        return new SignedLink(
                request,
                url,
                lifetime,
                request.query().containsKey("x-oss-process") ? ObjectFacts.NONE : known,
                renewed);
    }

    PresignedLink link() {
        return new PresignedLink(
                        url.url(),
                        url.method().name(),
                        url.requiredHeaders(),
                        url.expiresAt(),
                        request.bucket(),
                        request.key(),
                        request.query().getOrDefault("versionId", facts.versionId()),
                        facts.size(),
                        facts.etag(),
                        facts.crc64(),
                        null)
                .asRenewalOf(renewed);
    }

    boolean isBrowserUsable() {
        return BrowserUsability.works(request, url);
    }
}
