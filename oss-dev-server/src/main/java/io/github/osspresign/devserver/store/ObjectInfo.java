// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.time.Instant;
import java.util.Map;

/** The description of an object. The headers are those stored with it, such as Content-Type and x-oss-meta-*. */
public record ObjectInfo(
        String key, String versionId, ContentDigest digest, Instant lastModified, Map<String, String> headers)
        implements ObjectVersion {

    public ObjectInfo {
        headers = Map.copyOf(headers);
    }

    /** Creates an object that gets its version ID when it is committed. */
    public ObjectInfo(String key, ContentDigest digest, Instant lastModified, Map<String, String> headers) {
        this(key, NULL_ID, digest, lastModified, headers);
    }

    /** Returns the stored ETag, or the entity tag of a PutObject. */
    public String entityTag() {
        return headers.getOrDefault("ETag", digest.entityTag());
    }

    public ObjectInfo withHeaders(Map<String, String> changed) {
        return new ObjectInfo(key, versionId, digest, lastModified, changed);
    }

    /** Returns the stored x-oss-object-type, or Normal. */
    public String type() {
        return headers.getOrDefault("x-oss-object-type", "Normal");
    }

    ObjectInfo withVersionId(String id) {
        return new ObjectInfo(key, id, digest, lastModified, headers);
    }
}
