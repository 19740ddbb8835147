// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

/** Escapes text for HTML. */
public final class HtmlText {

    private HtmlText() {}

    /** Returns text that stands for itself in the content of an element and in a quoted attribute. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
