package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.operation.support.UserMetadata;
import java.util.List;
import java.util.Map;

/** The size of the whole object, which a client that encrypts the parts of an upload announces in its metadata. */
final class ClientEncryption {

    private static final String DATA_SIZE = "data-size";

    private ClientEncryption() {}

    /** Throws InvalidEncryptionRequest if an upload announces the size of its parts only. */
    static void requireSizes(Map<String, String> headers) {
        if (UserMetadata.clientEncryption(headers, "part-size") != null
                && UserMetadata.clientEncryption(headers, DATA_SIZE) == null) {
            throw OssErrorCode.INVALID_ENCRYPTION_REQUEST.error().toException();
        }
    }

    /** Throws InvalidEncryptionRequest if the parts do not have the announced size. */
    static void requireAnnouncedSize(Map<String, String> headers, List<MultipartUpload.Part> parts) {
        String announced = UserMetadata.clientEncryption(headers, DATA_SIZE);
        long bytes = parts.stream()
                .mapToLong(part -> part.content().digest().length())
                .sum();
        if (announced != null && !announced.equals(Long.toString(bytes))) {
            throw OssErrorCode.INVALID_ENCRYPTION_REQUEST
                    .error("The client encryption part list is unexpected with init_multipart setted.")
                    .toException();
        }
    }
}
