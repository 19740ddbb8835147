// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code x-oss-credential} in signature version V4.
 *
 * @param accessKeyId id of the access key
 * @param day signing day in UTC, {@code yyyyMMdd}
 * @param region region id
 * @param product {@code oss}, or {@code oss-cloudbox}
 */
public record CredentialV4(String accessKeyId, String day, String region, String product) {

    private static final Pattern FORM =
            Pattern.compile("([^/]+)/([0-9]{8})/([a-z0-9-]+)/([a-z0-9-]+)/" + SignatureV4.TERMINATOR);

    /** Parses a decoded value; returns {@code null} if it has another form. */
    public static @Nullable CredentialV4 parse(String value) {
        Matcher parts = FORM.matcher(value);
        return parts.matches()
                ? new CredentialV4(parts.group(1), parts.group(2), parts.group(3), parts.group(4))
                : null;
    }

    /** Leaves out the access key id, which identifies the signer. */
    @Override
    public String toString() {
        return "CredentialV4[" + day + "/" + region + "/" + product + "]";
    }
}
