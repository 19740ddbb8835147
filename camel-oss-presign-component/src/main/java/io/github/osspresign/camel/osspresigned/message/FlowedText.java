package io.github.osspresign.camel.osspresigned.message;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plain text whose lines are broken for show (RFC 3676): where DelSp is set, words such as a link are broken too. */
final class FlowedText {

    private static final Pattern FLOWED = Pattern.compile(";\\s*format\\s*=\\s*\"?flowed\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEL_SP = Pattern.compile(";\\s*delsp\\s*=\\s*\"?yes\\b", Pattern.CASE_INSENSITIVE);
    /** A line may begin with a blank that does not count, and the line above a signature ends with one that does. */
    private static final Pattern SOFT_BREAK = Pattern.compile("(?m)(?<!^--) \\r?\\n ?");

    private FlowedText() {}

    /** The text with its words whole again, as far as its content type says how they have been broken. */
    static String unbroken(String text, @Nullable String contentType) {
        return contentType != null
                        && FLOWED.matcher(contentType).find()
                        && DEL_SP.matcher(contentType).find()
                ? SOFT_BREAK.matcher(text).replaceAll("")
                : text;
    }
}
