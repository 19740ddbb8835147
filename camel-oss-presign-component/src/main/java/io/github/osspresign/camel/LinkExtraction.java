// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import java.util.Locale;

/** Way to find links in the body of a source message. */
public enum LinkExtraction {
    /** The body is a link in its JSON form, or a list of links or URLs, one per line. */
    NONE,
    /** The body is text that contains links, such as a mail. */
    TEXT;

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
