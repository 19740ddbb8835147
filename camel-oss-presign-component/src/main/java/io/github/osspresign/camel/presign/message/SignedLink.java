// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.syntax.BucketName;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.util.function.Consumer;

/**
 * Signed link with its request.
 *
 * @param request signing request
 * @param link link in the form that messages contain
 * @param lifetime lifetime of the link and the reason for its length
 */
public record SignedLink(PresignRequest request, PresignedLink link, Lifetime lifetime) implements Signed {

    public SignedLink(PresignRequest request, PresignedUrl url, Lifetime lifetime) {
        this(request, link(request, url), lifetime);
    }

    /** Returns the link of a request and its URL. */
    public static PresignedLink link(PresignRequest request, PresignedUrl url) {
        return PresignedLink.builder(url.url())
                .method(url.method().name())
                .requiredHeaders(url.requiredHeaders())
                .expiresAt(url.expiresAt())
                .bucket(request.bucket())
                .key(request.key())
                .versionId(request.query().get("versionId"))
                .build();
    }

    /** Returns this link as the replacement of an expired one, for an upload of the same size. */
    public SignedLink renewing(PresignedLink expired) {
        SignedLink sized = request.method() == HttpMethod.PUT ? with(link -> link.size(expired.size())) : this;
        return new SignedLink(request, sized.link.asRenewalOf(expired), lifetime);
    }

    /**
     * Returns this link with details of the stored object, unless the service sends something that it makes of the object
     * and that has other details, or an upload replaces the object.
     */
    public SignedLink withObject(Consumer<PresignedLink.Builder> details) {
        boolean other = request.method() == HttpMethod.PUT
                || request.query().containsKey("x-oss-process")
                || request.bucket().endsWith(BucketName.END_OF_OBJECT_FC_ALIAS);
        return other ? this : with(details);
    }

    /** Returns this link for an upload of this size, in bytes. */
    public SignedLink withUploadSize(long size) {
        return with(link -> link.size(size));
    }

    private SignedLink with(Consumer<PresignedLink.Builder> details) {
        PresignedLink.Builder changed = link.toBuilder();
        details.accept(changed);
        return new SignedLink(request, changed.build(), lifetime);
    }
}
