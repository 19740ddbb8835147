// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

/** The bucket does not exist, or has been deleted. */
public final class MissingBucketException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String bucket;

    public MissingBucketException(String bucket) {
        super("bucket: must exist, was " + bucket);
        this.bucket = bucket;
    }

    public String bucket() {
        return bucket;
    }
}
