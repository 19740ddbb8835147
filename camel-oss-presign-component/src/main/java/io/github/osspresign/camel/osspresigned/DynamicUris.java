package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.error.Quoted;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Checks the expressions of the Simple language in an endpoint URI. */
final class DynamicUris {

    /** Options that may contain expressions, like the directory. */
    private static final Set<String> DYNAMIC_OPTIONS = Set.of("fileName", "idempotentKey");

    private DynamicUris() {}

    /** Returns the index of the first expression, or a negative number if there is none. */
    static int indexOfExpression(String text) {
        int dollar = text.indexOf("${");
        int word = text.indexOf("$simple{");
        return dollar < 0 || word < 0 ? Math.max(dollar, word) : Math.min(dollar, word);
    }

    /**
     * Returns the URI of the single endpoint for all messages: the URI as written in the route. The endpoint evaluates the
     * expressions, so that no value of a message becomes part of a URI, where it could inject options.
     *
     * @return the URI, or {@code null} if it is not a single expression of the Simple language
     * @throws IllegalArgumentException if an option contains an expression that the endpoint does not support
     */
    static @Nullable String sharedUri(String written) throws Exception {
        // In toD, "language:name:" and "+language:name:" begin an expression of another language, which Camel
        // evaluates.
        if (indexOfExpression(written) < 0 || written.contains("language:")) {
            return null;
        }
        String query = query(written);
        for (Map.Entry<String, Object> option :
                URISupport.parseQuery(query, true).entrySet()) {
            if (indexOfExpression(String.valueOf(option.getValue())) >= 0
                    && !DYNAMIC_OPTIONS.contains(option.getKey())) {
                throw new IllegalArgumentException(
                        Quoted.text(option.getKey()) + ": must not contain an expression; only the directory and the"
                                + " options fileName and idempotentKey may contain one; if the expression is the link, pass it in the"
                                + " header " + OssPresignedConstants.LINK + " instead");
            }
        }
        return written;
    }

    /** Returns the text after the first question mark that is not part of an expression. */
    private static String query(String written) {
        int open = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '{') {
                open++;
            } else if (c == '}') {
                open--;
            } else if (c == '?' && open == 0) {
                return written.substring(i + 1);
            }
        }
        return "";
    }
}
