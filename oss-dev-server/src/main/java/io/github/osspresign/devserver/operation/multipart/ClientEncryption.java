// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.operation.metadata.UserMetadata;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of the object and of its parts, which a client that encrypts the parts of an upload announces in its metadata.
 * OSS derives the number of parts from them, and does not compare the bytes.
 */
final class ClientEncryption {

    private ClientEncryption() {}

    /** Throws InvalidEncryptionRequest if an upload announces the size of its parts only. */
    static void requireSizes(Map<String, String> headers) {
        if (UserMetadata.clientEncryption(headers, "part-size") != null
                && UserMetadata.clientEncryption(headers, "data-size") == null) {
            throw OssErrorCode.INVALID_ENCRYPTION_REQUEST.error();
        }
    }

    /** Throws InvalidEncryptionRequest if an upload does not have the number of parts that follows from its sizes. */
    static void requireParts(Map<String, String> headers, int parts) {
        long dataSize = size(UserMetadata.clientEncryption(headers, "data-size"));
        long partSize = size(UserMetadata.clientEncryption(headers, "part-size"));
        if (dataSize > 0 && partSize > 0 && (dataSize - 1) / partSize + 1 != parts) {
            throw OssErrorCode.INVALID_ENCRYPTION_REQUEST.error(
                    "The client encryption part list is unexpected with init_multipart setted.");
        }
    }

    private static long size(@Nullable String digits) {
        return digits == null || !digits.matches("[0-9]{1,18}") ? 0 : Long.parseLong(digits);
    }
}
