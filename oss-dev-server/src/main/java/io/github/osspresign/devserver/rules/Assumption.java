// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.rules;

import java.util.EnumSet;
import java.util.Set;

/**
 * A point on which the documentation of OSS is silent or contradicts itself. Each has a default. A test that must work
 * in both cases runs once with each value.
 */
public enum Assumption {

    /** A SignatureDoesNotMatch response for V4 contains the canonical request. Default: true. */
    V4_MISMATCH_SHOWS_CANONICAL_REQUEST(true),

    /**
     * A V4 URL with a missing, blank or out-of-range parameter is 400 InvalidArgument; otherwise it is 403
     * AccessDenied. Default: true.
     */
    BAD_V4_URL_PARAMETER_IS_400(true),

    /**
     * A V4 URL that is used more than 15 minutes before its date is 403 AccessDenied; otherwise it is 400
     * InvalidArgument. Default: true.
     */
    EARLY_V4_URL_IS_403(true),

    /**
     * A V4 request that repeats a query parameter is 400 InvalidArgument; otherwise all values are signed. Default:
     * true.
     */
    REPEATED_V4_PARAMETER_IS_400(true),

    /**
     * Signature version 1 is accepted, as for accounts and buckets from before its retirement in 2025; otherwise it is
     * 403 AccessDenied. Default: true.
     */
    V1_IS_ACCEPTED(true),

    /** A V1 URL may be valid for more than seven days; otherwise it is 403 AccessDenied. Default: true. */
    V1_URL_MAY_END_AFTER_7_DAYS(true),

    /** A raw {@code +} in a path is a space, as in a query; otherwise it is a plus sign. Default: true. */
    PLUS_IN_PATH_IS_BLANK(true),

    /**
     * With {@code x-oss-range-behavior: standard}, a suffix longer than the object is 206; otherwise it is 200.
     * Default: true.
     */
    STANDARD_RANGE_WITH_LONG_SUFFIX_IS_206(true),

    /**
     * With {@code x-oss-range-behavior: standard}, a range that starts after its end is 416; otherwise it is 200.
     * Default: false.
     */
    STANDARD_RANGE_BACKWARDS_IS_416(false),

    /** PutBucket for an existing bucket is 200; otherwise it is 409 BucketAlreadyExists. Default: true. */
    PUT_OF_OWN_BUCKET_IS_200(true),

    /**
     * An {@code x-oss-copy-source-range} that is invalid or not entirely inside the object copies the whole object;
     * otherwise it is 416 InvalidRange. Default: true.
     */
    BAD_COPY_RANGE_IS_WHOLE_OBJECT(true),

    /**
     * The lowest {@code x-oss-traffic-limit} is 819200, as the documentation says; otherwise it is 245760, as SDKs say.
     * Default: true.
     */
    LOWEST_TRAFFIC_LIMIT_IS_819200(true),

    /** GetBucketQosInfo returns limits of -1 for a bucket without any; otherwise it is 404. Default: true. */
    MISSING_QOS_INFO_IS_UNLIMITED(true),

    /** A bucket that PutBucket creates blocks public access, as the tests of most SDKs expect. Default: true. */
    NEW_BUCKET_BLOCKS_PUBLIC_ACCESS(true),

    /**
     * Any key of KMS is accepted; otherwise a key other than the default one is 400 InvalidArgument. Default: true.
     */
    UNKNOWN_KMS_KEY_IS_ACCEPTED(true),

    /**
     * Any resource group is accepted; otherwise a group other than the default one is 400
     * ResourceGroupIdPreCheckError. Default: false.
     */
    UNKNOWN_RESOURCE_GROUP_IS_ACCEPTED(false),

    /**
     * A form may have fields that its policy does not name, as the guides of OSS show; otherwise they are 403
     * AccessDenied, as in Amazon S3. Default: true.
     */
    FREE_FORM_FIELDS_ARE_ACCEPTED(true),

    /** If-Range is honoured; otherwise it is ignored and the range is returned. Default: false. */
    IF_RANGE_IS_HONOURED(false),

    /**
     * An object that is uploaded without Content-Type gets the type of its file extension; otherwise it gets {@code
     * application/octet-stream}. Default: false.
     */
    MISSING_TYPE_IS_BY_EXTENSION(false);

    private final boolean byDefault;

    Assumption(boolean byDefault) {
        this.byDefault = byDefault;
    }

    public static Set<Assumption> defaults() {
        Set<Assumption> holding = EnumSet.noneOf(Assumption.class);
        for (Assumption assumption : values()) {
            if (assumption.byDefault) {
                holding.add(assumption);
            }
        }
        return holding;
    }
}
