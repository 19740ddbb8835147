package io.github.osspresign.camel.osspresigned.message;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins the lines of flowed plain text (RFC 3676). With {@code DelSp=yes}, such text also breaks within words and links. */
final class FlowedText {

    private static final Pattern FLOWED = Pattern.compile(";\\s*format\\s*=\\s*\"?flowed\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEL_SP = Pattern.compile(";\\s*delsp\\s*=\\s*\"?yes\\b", Pattern.CASE_INSENSITIVE);
    /** Includes a leading space, which is only stuffing. Excludes the separator line of a signature, which ends with a space. */
    private static final Pattern SOFT_BREAK = Pattern.compile("(?m)(?<!^--) \\r?\\n ?");

    private FlowedText() {}

    /** Returns the text with joined lines if the content type declares {@code format=flowed} and {@code delsp=yes}. */
    static String joinLines(String text, @Nullable String contentType) {
        return contentType != null
                        && FLOWED.matcher(contentType).find()
                        && DEL_SP.matcher(contentType).find()
                ? SOFT_BREAK.matcher(text).replaceAll("")
                : text;
    }
}
