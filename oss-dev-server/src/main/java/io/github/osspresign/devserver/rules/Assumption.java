package io.github.osspresign.devserver.rules;

import java.util.EnumSet;
import java.util.Set;

/**
 * A point on which the documentation of OSS is silent or contradicts itself. Each has a default; a test that must
 * work either way runs once with it switched.
 */
public enum Assumption {

    /** A SignatureDoesNotMatch body for V4 also shows the canonical request. Default: yes. */
    V4_MISMATCH_SHOWS_CANONICAL_REQUEST(true),

    /**
     * A V4 URL with a missing, blank or out-of-range parameter is 400 InvalidArgument; otherwise it is 403
     * AccessDenied. Default: yes.
     */
    BAD_V4_URL_PARAMETER_IS_400(true),

    /**
     * A V4 URL that is used more than 15 minutes before it was signed is 403 AccessDenied; otherwise it is 400
     * InvalidArgument. Default: yes.
     */
    EARLY_V4_URL_IS_403(true),

    /** A V4 request that repeats a query parameter is 400 InvalidArgument; otherwise all are signed. Default: yes. */
    REPEATED_V4_PARAMETER_IS_400(true),

    /**
     * Signature version 1 is accepted, as for accounts and buckets from before its retirement in 2025; otherwise it is
     * 403 AccessDenied. Default: yes.
     */
    V1_IS_ACCEPTED(true),

    /** A V1 URL may end later than in seven days; otherwise that is 403 AccessDenied. Default: yes. */
    V1_URL_MAY_END_AFTER_7_DAYS(true),

    /** A raw {@code +} in a path is a blank, as it is in a query; otherwise it is a plus sign. Default: yes. */
    PLUS_IN_PATH_IS_BLANK(true),

    /** With {@code x-oss-range-behavior: standard}, a suffix longer than the object is 206; otherwise 200. Default: yes. */
    STANDARD_RANGE_WITH_LONG_SUFFIX_IS_206(true),

    /** With {@code x-oss-range-behavior: standard}, a range whose start is beyond its end is 416. Default: no, it is 200. */
    STANDARD_RANGE_BACKWARDS_IS_416(false),

    /** PutBucket for a bucket that exists is 200; otherwise it is 409 BucketAlreadyExists. Default: yes. */
    PUT_OF_OWN_BUCKET_IS_200(true),

    /**
     * An {@code x-oss-copy-source-range} that is none or is not entirely inside the object copies the whole object;
     * otherwise it is 416 InvalidRange. Default: yes.
     */
    BAD_COPY_RANGE_IS_WHOLE_OBJECT(true),

    /** If-Range is honoured; otherwise it is ignored and the range is served. Default: no. */
    IF_RANGE_IS_HONOURED(false);

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
