// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.worm;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The retention policy (WORM) of a bucket: for some days after it was stored, no version of an object may be removed or
 * replaced. A policy that is not locked within a day ends.
 */
public record Retention(String id, Instant createdAt, boolean locked, int days) {

    private static final String SETTING = "worm";
    private static final Duration TIME_TO_LOCK = Duration.ofDays(1);

    public static @Nullable Retention of(BucketInfo bucket) {
        String setting = bucket.settings().get(SETTING);
        if (setting == null) {
            return null;
        }
        String[] values = setting.split(" ", -1);
        return new Retention(
                values[0], Instant.parse(values[1]), Boolean.parseBoolean(values[2]), Integer.parseInt(values[3]));
    }

    /** Returns the policy of a bucket, or throws NoSuchWORMConfiguration. */
    public static Retention required(BucketInfo bucket) {
        Retention retention = of(bucket);
        if (retention == null) {
            throw missing(bucket);
        }
        return retention;
    }

    /** Returns the policy of a bucket with this ID, or throws NoSuchWORMConfiguration. */
    public static Retention required(BucketInfo bucket, String id) {
        Retention retention = required(bucket);
        if (!retention.id.equals(id)) {
            throw missing(bucket);
        }
        return retention;
    }

    private static RuntimeException missing(BucketInfo bucket) {
        return OssErrorCode.NO_SUCH_WORM_CONFIGURATION.error().with("BucketName", bucket.name());
    }

    public BucketInfo storedIn(BucketInfo bucket) {
        return bucket.with(SETTING, id + " " + createdAt + " " + locked + " " + days);
    }

    public static BucketInfo removedFrom(BucketInfo bucket) {
        return bucket.without(SETTING);
    }

    public Retention withLock() {
        return new Retention(id, createdAt, true, days);
    }

    public Retention withDays(int changed) {
        return new Retention(id, createdAt, locked, changed);
    }

    /** Returns the state as OSS writes it. */
    public String state(Instant now) {
        if (locked) {
            return "Locked";
        }
        return hasEnded(now) ? "Expired" : "InProgress";
    }

    public boolean hasEnded(Instant now) {
        return !locked && !now.isBefore(createdAt.plus(TIME_TO_LOCK));
    }

    /** Throws FileImmutable if the policy of the bucket retains the version. */
    public static void requireMutable(BucketInfo bucket, ObjectInfo version, Instant now) {
        Retention retention = of(bucket);
        if (retention != null
                && !retention.hasEnded(now)
                && now.isBefore(version.lastModified().plus(Duration.ofDays(retention.days)))) {
            throw OssErrorCode.FILE_IMMUTABLE.error().with("Key", version.key());
        }
    }
}
