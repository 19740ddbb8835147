// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.regex.Pattern;

/** Names and values of headers that a link may require. What is signed must also be possible to send. */
public final class HeaderField {

    /** Token (RFC 9110, 5.6.2). */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private HeaderField() {}

    /** Returns whether a text is an HTTP token. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns whether OSS always includes a header, given in lower case, in the signature, if it is sent. */
    public static boolean isAlwaysSigned(String lowerName) {
        return lowerName.equals("content-type") || lowerName.equals("content-md5") || lowerName.startsWith("x-oss-");
    }

    /**
     * Returns whether a text consists of printable ASCII characters, blanks and tabs. RFC 9110, 5.5, advises against other
     * characters: clients and proxies encode them in different ways.
     */
    public static boolean isValue(String text) {
        return isPrintable(text.replace('\t', ' '));
    }

    /** Returns whether a text consists of printable ASCII characters and blanks. */
    public static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
