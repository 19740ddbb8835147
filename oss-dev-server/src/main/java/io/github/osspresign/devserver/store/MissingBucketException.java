package io.github.osspresign.devserver.store;

/** There is no such bucket, be it that there never was one or that it was deleted meanwhile. */
public final class MissingBucketException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String bucket;

    MissingBucketException(String bucket) {
        super("bucket: must exist, was " + bucket);
        this.bucket = bucket;
    }

    public String bucket() {
        return bucket;
    }
}
