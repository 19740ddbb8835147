// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.link.text.QuotePrefix;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins the lines of flowed plain text (RFC 3676). With {@code DelSp=yes}, such text also breaks within words and links. */
final class FlowedText {

    private static final Pattern FLOWED = Pattern.compile(";\\s*format\\s*=\\s*\"?flowed\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEL_SP = Pattern.compile(";\\s*delsp\\s*=\\s*\"?yes\\b", Pattern.CASE_INSENSITIVE);

    /** Line before a signature. It ends with a space, but does not continue. */
    private static final String SIGNATURE_SEPARATOR = "-- ";

    private FlowedText() {}

    /** Returns the text with joined lines if the content type declares {@code format=flowed} and {@code delsp=yes}. */
    static String joinLines(String text, @Nullable String contentType) {
        return contentType != null
                        && FLOWED.matcher(contentType).find()
                        && DEL_SP.matcher(contentType).find()
                ? joined(text)
                : text;
    }

    /** A line that ends with a space continues on the next line of the same quotation depth. */
    private static String joined(String text) {
        StringBuilder joined = new StringBuilder(text.length());
        boolean continues = false;
        int depth = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            int previous = depth;
            depth = QuotePrefix.depth(line, 0);
            int start = depth == 0 && line.startsWith(" ") ? 1 : QuotePrefix.end(line, 0);
            if (continues && depth == previous) {
                joined.setLength(joined.length() - 1);
                joined.append(line, start, line.length());
            } else {
                joined.append('\n').append(line);
            }
            continues = line.endsWith(" ")
                    && line.length() > start
                    && !line.substring(start).equals(SIGNATURE_SEPARATOR);
        }
        return joined.toString();
    }
}
