// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import java.util.regex.Pattern;

/** Character references that HTML has in place of an ampersand. A signed URL never contains them itself. */
public final class HtmlAmpersand {

    /** The reference is nested if the HTML was escaped twice. Possessive, so that many levels need no stack. */
    private static final Pattern REFERENCE = Pattern.compile("&(?:(?:amp|#38|#[xX]26);)++");

    private HtmlAmpersand() {}

    /** Returns a URL with ampersands in place of the references, also of nested ones. */
    public static String unescape(String url) {
        return REFERENCE.matcher(url).replaceAll("&");
    }
}
