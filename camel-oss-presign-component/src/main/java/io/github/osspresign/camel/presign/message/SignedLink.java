// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.presign.service.ObjectMetadata;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.BucketName;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import org.jspecify.annotations.Nullable;

/**
 * Signed link with its request.
 *
 * @param request signing request
 * @param url presigned URL
 * @param lifetime lifetime of the link and the reason for its length
 * @param metadata known metadata of the object
 * @param renewed expired link that this link replaces, or {@code null}
 */
public record SignedLink(
        PresignRequest request,
        PresignedUrl url,
        Lifetime lifetime,
        ObjectMetadata metadata,
        @Nullable PresignedLink renewed)
        implements Signed {

    public SignedLink(PresignRequest request, PresignedUrl url, Lifetime lifetime) {
        this(request, url, lifetime, ObjectMetadata.NONE, null);
    }

    /** Returns this link as the replacement of an expired one, for an upload of the same size. */
    public SignedLink renewing(PresignedLink expired) {
        Long size = request.method() == HttpMethod.PUT ? expired.size() : null;
        SignedLink sized = size == null ? this : withUploadSize(size);
        return new SignedLink(request, url, lifetime, sized.metadata, expired);
    }

    /**
     * Returns this link with metadata of its object, unless the service sends something that it makes of the object and
     * that has other metadata, or an upload replaces the object.
     */
    public SignedLink with(ObjectMetadata known) {
        if (request.method() == HttpMethod.PUT) {
            return this;
        }
        boolean made = request.query().containsKey("x-oss-process")
                || request.bucket().endsWith(BucketName.END_OF_OBJECT_FC_ALIAS);
        return new SignedLink(request, url, lifetime, made ? ObjectMetadata.NONE : known, renewed);
    }

    /** Returns this link for an upload of this size, in bytes. */
    public SignedLink withUploadSize(long size) {
        return new SignedLink(request, url, lifetime, new ObjectMetadata(size, null, null, null), renewed);
    }

    /** Returns the link in the form that messages contain. */
    @Override
    public PresignedLink link() {
        return PresignedLink.builder(url.url())
                .method(url.method().name())
                .requiredHeaders(url.requiredHeaders())
                .expiresAt(url.expiresAt())
                .bucket(request.bucket())
                .key(request.key())
                .versionId(request.query().getOrDefault("versionId", metadata.versionId()))
                .size(metadata.size())
                .etag(metadata.etag())
                .crc64(metadata.crc64())
                .build()
                .asRenewalOf(renewed);
    }
}
