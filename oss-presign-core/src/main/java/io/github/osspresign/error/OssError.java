// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Error of the service, without the elements that repeat the signature (OSS API, "Error responses").
 *
 * @param code OSS error code, such as {@code NoSuchKey}
 * @param message message of the service
 * @param ec detailed error code (EC), such as {@code 0026-00000001}
 * @param requestId request id, for the support of the service
 * @param hostId host of the request as the service has seen it, for its support
 */
public record OssError(
        @Nullable String code,
        @Nullable String message,
        @Nullable String ec,
        @Nullable String requestId,
        @Nullable String hostId)
        implements Serializable {

    /** Error of a response without an error document. */
    public static final OssError NONE = new OssError(null, null, null, null, null);
}
