package io.github.osspresign.camel.presign.listing;

import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object as a listing of its bucket tells it.
 *
 * @param size bytes
 * @param etag the entity tag without quotes
 * @param type such as {@code Normal}, {@code Appendable} or {@code Symlink}
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
                listed.eTag().replace("\"", ""),
                listed.lastModified(),
                listed.storageClass(),
                listed.type());
    }

    /** What its download can be checked against. That of a symbolic link is its target's. */
    public ObjectFacts facts() {
        return "Symlink".equals(type) ? ObjectFacts.NONE : new ObjectFacts(size, etag, null);
    }
}
