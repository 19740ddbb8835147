// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.Nullable;

/** The credential of a V4 signature: {@code <access key id>/<day>/<region>/<product>/aliyun_v4_request}. */
record CredentialScope(String accessKeyId, String day, String region, String product) {

    private static final String TERMINATOR = "aliyun_v4_request";

    /** Returns the parsed credential, or null if it is malformed. */
    static @Nullable CredentialScope parse(String credential) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5 || parts[0].isEmpty() || !parts[4].equals(TERMINATOR)) {
            return null;
        }
        return new CredentialScope(parts[0], parts[1], parts[2], parts[3]);
    }

    /** Returns the scope as it is in the string to sign. */
    String scope() {
        return String.join("/", day, region, product, TERMINATOR);
    }
}
