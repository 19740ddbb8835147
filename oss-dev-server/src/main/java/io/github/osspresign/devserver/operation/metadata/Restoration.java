// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.metadata;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time in which an archived object is readable, which RestoreObject starts. It is stored with the object. Before and
 * after it, the object is frozen.
 */
public record Restoration(Instant completedAt, Instant expiresAt) {

    /** The response header with the state. The stored headers have both instants under this name. */
    static final String NAME = "x-oss-restore";

    private static final String ARCHIVE = "Archive";
    private static final Set<String> ARCHIVES = Set.of(ARCHIVE, "ColdArchive", "DeepColdArchive");

    /** Returns the restoration of an object that has not expired, or null. */
    public static @Nullable Restoration of(ObjectInfo object, Instant now) {
        String stored = object.headers().get(NAME);
        if (stored == null) {
            return null;
        }
        String[] instants = stored.split(" ", -1);
        Restoration restoration = new Restoration(Instant.parse(instants[0]), Instant.parse(instants[1]));
        return now.isBefore(restoration.expiresAt) ? restoration : null;
    }

    /** Returns whether objects of the class must be restored before they are read. */
    public static boolean isNeeded(String storageClass) {
        return ARCHIVES.contains(storageClass);
    }

    /** Throws InvalidObjectState if the content cannot be read. A symbolic link has no content. */
    public static void requireReadable(ObjectInfo object, BucketInfo bucket, Instant now) {
        String storageClass = StoredHeaders.storageClass(object.headers());
        if (object.type().equals(Symlink.TYPE)
                || !isNeeded(storageClass)
                || (storageClass.equals(ARCHIVE) && BucketRules.readsArchiveDirectly(bucket))) {
            return;
        }
        Restoration restoration = of(object, now);
        if (restoration == null || restoration.isOngoing(now)) {
            throw OssErrorCode.INVALID_OBJECT_STATE.error().ec("0016-00000330").with("ObjectName", object.key());
        }
    }

    public boolean isOngoing(Instant now) {
        return now.isBefore(completedAt);
    }

    /** Returns the headers of an object with this restoration instead of another. */
    public Map<String, String> storedIn(Map<String, String> headers) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(NAME, completedAt + " " + expiresAt);
        return changed;
    }

    /** Removes the restoration from the headers of a new object. */
    public static void removeFrom(Map<String, String> headers) {
        headers.remove(NAME);
    }

    /** Returns the state as OSS writes it in headers and listings. */
    public String text(Instant now) {
        return isOngoing(now)
                ? "ongoing-request=\"true\""
                : "ongoing-request=\"false\", expiry-date=\"" + HttpDate.format(expiresAt) + '"';
    }
}
