// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.listing;

import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.syntax.EntityTag;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Object in a listing of its bucket.
 *
 * @param size size in bytes
 * @param etag entity tag without quotes
 * @param type object type, such as {@code Normal}, {@code Appendable} or {@code Symlink}
 */
public record ListedObject(
        String key,
        long size,
        String etag,
        Instant lastModified,
        @Nullable String storageClass,
        @Nullable String type) {

    static ListedObject of(ObjectSummary listed) {
        return new ListedObject(
                listed.key(),
                listed.size(),
                Objects.requireNonNull(EntityTag.withoutQuotes(listed.eTag())),
                listed.lastModified(),
                listed.storageClass(),
                listed.type());
    }

    /**
     * Adds what a download is verified with to a link. A symbolic link has none of it, because the download returns the
     * object that it points to.
     */
    public void describe(PresignedLink.Builder link) {
        if (!"Symlink".equals(type)) {
            link.size(size).etag(etag);
        }
    }
}
