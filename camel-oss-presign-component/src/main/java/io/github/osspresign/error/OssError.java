package io.github.osspresign.error;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The error document of the service, as far as it can be told to anybody (OSS API, "Error responses"). Elements that
 * echo the signature are left behind.
 *
 * @param code the OSS code, such as {@code NoSuchKey}
 * @param message the service's own words
 * @param ec the detailed error code, such as {@code 0026-00000001}
 * @param requestId what the service's support asks for
 */
public record OssError(
        @Nullable String code,
        @Nullable String message,
        @Nullable String ec,
        @Nullable String requestId) implements Serializable {

    /** The error of an answer without an error document. */
    public static final OssError NONE = new OssError(null, null, null, null);
}
