// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.metadata;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.OpenObject;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Symbolic links: objects without content that name another object of their bucket in a stored header. */
public final class Symlink {

    public static final String TARGET = "x-oss-symlink-target";

    public static final String TYPE = "Symlink";

    private Symlink() {}

    /** Returns the object. For a symbolic link, it has the headers of the link and the content of the target. */
    public static ObjectInfo follow(ObjectStore store, BucketInfo bucket, ObjectInfo object) {
        return object.type().equals(TYPE) ? combined(object, target(store, bucket, object)) : object;
    }

    /**
     * Opens the target of a symbolic link, which must be readable now, and closes the link. Returns any other object
     * unchanged.
     */
    public static OpenObject follow(ObjectStore store, BucketInfo bucket, OpenObject object, Instant now)
            throws IOException {
        ObjectInfo link = object.info();
        if (!link.type().equals(TYPE)) {
            return object;
        }
        object.close();
        ObjectInfo target = target(store, bucket, link);
        Restoration.requireReadable(target, bucket, now);
        OpenObject content = store.open(bucket.name(), target.key(), target.versionId());
        if (content == null) {
            throw noTarget(target.key());
        }
        return new OpenObject(combined(link, content.info()), content.content());
    }

    private static ObjectInfo target(ObjectStore store, BucketInfo bucket, ObjectInfo link) {
        String key = targetKey(link);
        ObjectInfo target = store.find(bucket.name(), key);
        if (target == null) {
            throw noTarget(key);
        }
        if (target.type().equals(TYPE)) {
            throw OssErrorCode.INVALID_TARGET_TYPE.error().with("Key", key);
        }
        return target;
    }

    public static String targetKey(ObjectInfo link) {
        return PercentEncoding.decode(link.headers().getOrDefault(TARGET, ""), false);
    }

    private static ObjectInfo combined(ObjectInfo link, ObjectInfo target) {
        Map<String, String> headers = new HashMap<>(link.headers());
        headers.remove(TARGET);
        headers.put("ETag", target.entityTag());
        if (ObjectHeaders.hasContentMd5(target)) {
            headers.put("Content-MD5", target.digest().md5());
        }
        Instant lastModified =
                link.lastModified().isAfter(target.lastModified()) ? link.lastModified() : target.lastModified();
        return new ObjectInfo(link.key(), link.versionId(), target.digest(), lastModified, headers);
    }

    private static RuntimeException noTarget(String key) {
        return OssErrorCode.SYMLINK_TARGET_NOT_EXIST.error().with("SymlinkTarget", key);
    }
}
