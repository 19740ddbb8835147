package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.regex.Pattern;

/** The rules for bucket names. */
public final class Buckets {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]");

    private Buckets() {}

    /** Says whether it is 3 to 63 lower-case letters, digits, hyphens and (in old buckets) underscores. */
    public static boolean isValidName(String bucket) {
        return NAME.matcher(bucket).matches();
    }

    /** Ends the call with InvalidBucketName or NoSuchBucket unless the bucket exists. */
    static void requireExisting(ObjectStore store, String bucket) {
        if (!isValidName(bucket)) {
            throw OssErrorCode.INVALID_BUCKET_NAME
                    .error()
                    .with("BucketName", bucket)
                    .toException();
        }
        if (!store.hasBucket(bucket)) {
            throw OssErrorCode.NO_SUCH_BUCKET
                    .error()
                    .ec("0015-00000101")
                    .with("BucketName", bucket)
                    .toException();
        }
    }
}
