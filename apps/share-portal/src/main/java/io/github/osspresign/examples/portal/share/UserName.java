// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.util.regex.Pattern;

/** Names of users. They are part of object keys, so they must not contain slashes or be path segments. */
public final class UserName {

    /** Rule of {@link #isValid}, for messages. */
    public static final String RULE =
            "must have 1 to 64 letters of ASCII, digits, '.', '_', '@' and '-', and not only dots";

    private static final Pattern VALID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._@-]{1,64}");

    private UserName() {}

    /** Returns whether a name of a user may be part of an object key. */
    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }
}
