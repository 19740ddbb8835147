// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import io.github.osspresign.error.text.Quoted;

/** Form of bucket names. */
public final class BucketName {

    /**
     * End of the alias of an object FC access point, which stands in the place of a bucket name. A function computes the
     * objects of such an access point, so they have neither the length nor the checksum of the stored ones.
     */
    public static final String END_OF_OBJECT_FC_ALIAS = "-opapalias";

    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 63;

    private BucketName() {}

    /**
     * Checks that a text is a bucket name.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static void require(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException("bucket: must be 3 to 63 lower-case letters, digits, '-' or '_', "
                    + "starting and ending with a letter or digit, was " + Quoted.of(name)
                    + (name.indexOf('/') < 0 ? "" : "; write the object key in the option objectKey"));
        }
    }

    /** Returns whether a text has the form of a bucket name. */
    public static boolean isValid(String name) {
        int last = name.length() - 1;
        if (last < MIN_LENGTH - 1
                || last > MAX_LENGTH - 1
                || !isLetterOrDigit(name.charAt(0))
                || !isLetterOrDigit(name.charAt(last))) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
