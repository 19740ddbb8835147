package io.github.osspresign.sign;

import java.util.regex.Pattern;

/** A general region id such as {@code cn-hangzhou}: the form that goes into the signature, without {@code oss-}. */
final class Region {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    private Region() {}

    static void require(String id) {
        if (id.startsWith("oss-")) {
            throw new IllegalArgumentException("region: expected a general region id such as '" + id.substring(4)
                    + "' but was '" + id + "' (leave out 'oss-')");
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "region: expected a general region id such as 'cn-hangzhou' but was '" + id + "'");
        }
    }
}
