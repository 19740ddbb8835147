// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import io.github.osspresign.devserver.error.OssErrorCode;
import java.nio.charset.StandardCharsets;

/** Rules for object keys. */
public final class ObjectKeys {

    private static final int MAX_BYTES = 1023;

    private ObjectKeys() {}

    /** Returns whether the key is 1 to 1023 bytes of UTF-8 and starts with neither {@code /} nor {@code \}. */
    public static boolean isValid(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= MAX_BYTES && key.charAt(0) != '/' && key.charAt(0) != '\\';
    }

    /**
     * Returns the parameter of a listing, or an empty text. Throws InvalidArgument if it is longer than a key.
     *
     * @param name like {@code prefix}
     */
    public static String parameter(Query query, String name) {
        String value = query.text(name);
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error(name + " must have at most " + MAX_BYTES + " bytes.")
                    .argument(name, value);
        }
        return value;
    }

    /** Throws InvalidObjectName if the key is not valid. */
    public static void requireValid(String key) {
        if (!isValid(key)) {
            throw OssErrorCode.INVALID_OBJECT_NAME.error().with("ObjectName", key);
        }
    }
}
