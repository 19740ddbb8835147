// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.metadata;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.HeaderText;
import io.github.osspresign.devserver.http.Headers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The {@code x-oss-meta-*} headers. Their names are letters, digits and hyphens, and their total size is at most 8 KB.
 */
public final class UserMetadata {

    private static final String PREFIX = "x-oss-meta-";

    private static final String CLIENT_ENCRYPTION = PREFIX + "client-side-encryption-";

    private static final int MAX_BYTES = 8 * 1024;

    private UserMetadata() {}

    /** Returns whether a header with this name is user metadata. */
    public static boolean isName(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /**
     * Returns the value that a client stored for its own encryption of an object, or null.
     *
     * @param name like {@code key} or {@code part-size}
     */
    public static @Nullable String clientEncryption(Map<String, String> storedHeaders, String name) {
        return storedHeaders.get(CLIENT_ENCRYPTION + name);
    }

    /** Returns what clients stored for their own encryption of an object. Without it, its content cannot be decrypted. */
    public static Map<String, String> clientEncryption(Map<String, String> storedHeaders) {
        Map<String, String> encryption = new HashMap<>(storedHeaders);
        encryption.keySet().removeIf(name -> !name.startsWith(CLIENT_ENCRYPTION));
        return encryption;
    }

    /** Throws InvalidArgument if OSS would not store the metadata. */
    static void check(Headers headers) {
        AtomicInteger bytes = new AtomicInteger();
        headers.forEach((name, value) -> {
            if (isName(name)) {
                if (!name.matches("[A-Za-z0-9-]+")) {
                    throw OssErrorCode.INVALID_ARGUMENT
                            .error("The name of user metadata holds letters, digits and hyphens only.")
                            .with("ArgumentName", name);
                }
                bytes.addAndGet(name.length() + HeaderText.bytes(value).length);
            }
        });
        if (bytes.get() > MAX_BYTES) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("The user metadata is larger than " + MAX_BYTES + " bytes.")
                    .with("ArgumentName", PREFIX + "*");
        }
    }
}
